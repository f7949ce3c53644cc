//! The files that a pattern names.

use std::fs;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use quarterbook_data::Problem;

/// How many folders deep `**` looks.
const DEEPEST: usize = 8;

/// The files under `folder` that a pattern matches, as paths relative to it with `/`, in order. Hidden files and
/// the lock files of open workbooks (`~$…`) are passed over; so are the files of `own`, which the book writes.
pub(crate) fn matching_files(folder: &Path, pattern: &str, own: &[PathBuf]) -> Result<Vec<String>, Box<Problem>> {
    if Path::new(pattern).is_absolute() || pattern.split(['/', '\\']).any(str::is_empty) {
        let problem = Problem::error(format!("`{pattern}` is not a path relative to the book"));
        let hint = "write for example `data/*.xlsx`, or `../feeds/*.csv` for a folder beside the book's";
        return Err(problem.hint(hint).into());
    }
    if !pattern.contains(['*', '?', '[', '{']) {
        return Ok(vec![pattern.to_owned()]);
    }
    let glob = GlobBuilder::new(pattern)
        .literal_separator(true)
        .backslash_escape(false)
        .build();
    let matcher = glob
        .map_err(|error| {
            Box::new(Problem::error(format!(
                "`{pattern}` is not a pattern of files: {}",
                error.kind()
            )))
        })?
        .compile_matcher();
    let fixed: Vec<&str> = pattern
        .split('/')
        .take_while(|part| !part.contains(['*', '?', '[', '{']))
        .collect();
    let mut found = Vec::new();
    collect(folder, &fixed.join("/"), &matcher, 0, &mut found);
    found.retain(|path| !is_one_of(&folder.join(path), own));
    found.sort();
    let is_unreadable = |path: &&String| path.contains(char::REPLACEMENT_CHARACTER) && !folder.join(path).exists();
    if let Some(path) = found.iter().find(is_unreadable) {
        let problem = Problem::error(format!("the name of `{path}`, which `{pattern}` matches, is not UTF-8"));
        return Err(problem.hint("rename the file").into());
    }
    if found.is_empty() {
        return Err(Problem::error(format!("no file matches `{pattern}`"))
            .hint("put the file there, or mend `files`")
            .into());
    }
    Ok(found)
}

/// Whether a path leads to one of these files.
pub(crate) fn is_one_of(path: &Path, files: &[PathBuf]) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    files
        .iter()
        .any(|file| file.canonicalize().is_ok_and(|file| file == path))
}

/// The pattern that matches this file name and no other.
pub(crate) fn pattern_of(name: &str) -> String {
    globset::escape(name)
}

fn collect(folder: &Path, under: &str, matcher: &GlobMatcher, depth: usize, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder.join(under)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        let path = if under.is_empty() {
            name
        } else {
            format!("{under}/{name}")
        };
        // A link to a folder is not followed, a link to a file is.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && depth < DEEPEST {
            collect(folder, &path, matcher, depth + 1, found);
        } else if !is_folder && matcher.is_match(&path) {
            found.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn the_pattern_of_a_name_finds_that_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let names = [
            "Q1 [restated].csv",
            "Q1 r.csv",
            "a*b.csv",
            "axb.csv",
            "what?.csv",
            "whatx.csv",
            "{2024,2025}.csv",
            "2024.csv",
            "a\\b[1].csv",
            "end].csv",
            "end}.csv",
            "two  blanks.csv",
        ];
        for name in names {
            fs::write(folder.path().join(name), "").unwrap();
        }
        for name in names {
            assert_eq!(
                matching_files(folder.path(), &pattern_of(name), &[]).unwrap(),
                [name],
                "{name}"
            );
        }
    }
}
