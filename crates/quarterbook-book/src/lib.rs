//! Template and dataset in, workbook model out; and the trait that exporters implement.
