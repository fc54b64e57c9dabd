//! The list of contents: a field that Word and LibreOffice update, with entries that are right as long as nothing is
//! changed (ECMA-376, part 1, 17.16.5.68 and 17.16.5.45).

use super::xml::escape;

/// The text of a run as the place that the entry of these minutes leads to.
pub(super) fn goal(minutes: usize, run: &str) -> String {
    let name = name(minutes);
    format!("<w:bookmarkStart w:id=\"{minutes}\" w:name=\"{name}\"/>{run}<w:bookmarkEnd w:id=\"{minutes}\"/>")
}

/// The entries: names with dots and the numbers of pages.
pub(super) fn entries(names: &[String], pages: &[usize]) -> String {
    let entry = |(minutes, text): (usize, &String)| {
        let begins = if minutes == 0 { begin(" TOC \\o \"1-1\" \\h \\z ") } else { String::new() };
        let ends = if minutes + 1 == names.len() { END } else { "" };
        let page = pages.get(minutes).map(usize::to_string).unwrap_or_default();
        let goal = name(minutes);
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>{begins}<w:hyperlink w:anchor=\"{goal}\" w:history=\"1\">\
             <w:r><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r>{}<w:r><w:t>{page}</w:t></w:r>{END}\
             </w:hyperlink>{ends}</w:p>\n",
            escape(&text.replace('\n', " ")),
            begin(&format!(" PAGEREF {goal} \\h "))
        )
    };
    let entries: String = names.iter().enumerate().map(entry).collect();
    format!(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/>\
         </w:docPartObj></w:sdtPr><w:sdtContent>{entries}</w:sdtContent></w:sdt>\n"
    )
}

const END: &str = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

fn begin(instruction: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">{}</w:instrText>\
         </w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
        escape(instruction)
    )
}

/// Word knows bookmarks of this form as its own, and renews them with the list.
fn name(minutes: usize) -> String {
    format!("_Toc{}", 100_000_000 + minutes)
}
