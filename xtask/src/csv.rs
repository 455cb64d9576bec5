//! Just enough CSV (RFC 4180): quoted fields, doubled quotes, line breaks inside quotes.

/// The records of a file, the heading first. Empty lines are skipped.
pub fn parse(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let (mut record, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            other => field.push(other),
        }
    }
    if !field.is_empty() || !record.is_empty() {
        record.push(field);
        records.push(record);
    }
    records.retain(|record| record.iter().any(|field| !field.is_empty()));
    records
}

/// One record as a line, quoted only where needed.
pub fn line(record: &[&str]) -> String {
    let fields: Vec<String> = record
        .iter()
        .map(|field| {
            if field.contains([',', '"', '\n']) {
                format!("\"{}\"", field.replace('"', "\"\""))
            } else {
                (*field).to_owned()
            }
        })
        .collect();
    fields.join(",") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{line, parse};

    #[test]
    fn what_is_written_is_read_back() {
        let record = ["K-35", "Plan, within \"three\" weeks", "", "two\nlines"];
        assert_eq!(parse(&line(&record)), vec![record.map(String::from).to_vec()]);
    }

    #[test]
    fn empty_lines_and_a_missing_last_line_break_do_no_harm() {
        assert_eq!(parse("a,b\r\n\nc,d"), vec![vec!["a", "b"], vec!["c", "d"]]);
    }
}
