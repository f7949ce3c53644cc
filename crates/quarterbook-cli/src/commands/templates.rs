//! `quarterbook templates`: the templates at hand and what each needs.

use quarterbook_book::read::{TextFiles, read_template};

use crate::args::TemplatesArguments;
use crate::library::{SHIPPED, shipped, unknown_template};
use crate::outcome::Outcome;
use crate::output::Output;

pub(crate) fn templates(arguments: &TemplatesArguments, output: &mut Output<'_>) -> Outcome {
    match &arguments.show {
        Some(name) => show(name, output),
        None => list(output),
    }
}

fn show(name: &str, output: &mut Output<'_>) -> Outcome {
    let Some(template) = shipped(name) else {
        output.problems(&[unknown_template(name)]);
        return Outcome::Failed;
    };
    output.line(template.text.trim_end());
    Outcome::Done
}

fn list(output: &mut Output<'_>) -> Outcome {
    for shipped in SHIPPED {
        let (template, _) = read_template(&mut TextFiles::default(), shipped.name, shipped.text);
        output.line(format!("{}  {}", shipped.name, template.template.version));
        output.line(format!("  {}", template.template.summary.label().text("en")));
        let lines: Vec<String> = template
            .lines
            .iter()
            .map(|(name, line)| {
                line.by
                    .iter()
                    .fold(name.clone(), |name, dimension| format!("{name}.{dimension}"))
            })
            .collect();
        for chunk in lines.chunks(6) {
            output.line(format!("  lines: {}", chunk.join(", ")));
        }
        output.line("");
    }
    output
        .line("Use one with `template = \"NAME\"` in [book]; print its text with `quarterbook templates --show NAME`.");
    Outcome::Done
}
