//! Calculates a workbook with CellRune and prints `address<TAB>type<TAB>value` for every formula cell.

use std::error::Error;

use cellrune::{
    CalculationCellResult, CalculationOptions, CellValue, ReadOptions, calculate_workbook, read_xlsx_path,
};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("name the workbook to calculate")?;
    let workbook = read_xlsx_path(path, ReadOptions::default())?;
    let calculation = calculate_workbook(&workbook, CalculationOptions::default());
    for (cell, result) in calculation.cells() {
        let sheet = workbook.sheet_by_id(cell.sheet_id()).ok_or("a cell on no sheet")?;
        let (kind, value) = match result {
            CalculationCellResult::Value(CellValue::Blank) => ("blank", String::new()),
            CalculationCellResult::Value(CellValue::Number(number)) => ("number", format!("{:?}", number.get())),
            CalculationCellResult::Value(CellValue::Text(text)) => ("text", text.clone()),
            CalculationCellResult::Value(CellValue::Logical(logical)) => {
                ("boolean", logical.to_string().to_uppercase())
            }
            CalculationCellResult::Value(CellValue::Error(error)) => ("error", error.to_string()),
            CalculationCellResult::Unavailable(issue) => ("unavailable", issue.code().as_str().to_owned()),
            CalculationCellResult::Value(_) => ("unknown", String::new()),
        };
        println!("{}!{}\t{kind}\t{value}", sheet.name().as_str(), cell.address());
    }
    Ok(())
}
