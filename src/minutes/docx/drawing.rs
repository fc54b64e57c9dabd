//! A picture in the text of a Word document (ECMA-376, part 1, 20).

use super::xml::escape;
use crate::minutes::layout::{LARGEST_LOGO, Logo};

/// The relation to the file of the logo.
pub(super) const LOGO: &str = "rIdLogo";

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// English metric units of a point.
const UNITS: f32 = 12_700.0;

/// A run with the logo, as large as in the PDF.
pub(super) fn logo(logo: &Logo) -> String {
    let (width, height) = logo.picture.shown(LARGEST_LOGO);
    let (width, height) = ((width * UNITS).round(), (height * UNITS).round());
    let name = format!("id=\"1\" name=\"Logo\" descr=\"{}\"", escape(&logo.alternative));
    format!(
        "<w:r><w:drawing><wp:inline xmlns:wp=\"{DRAWING}/wordprocessingDrawing\" distT=\"0\" distB=\"0\" \
         distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr {name}/>\
         <wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a=\"{DRAWING}/main\" noChangeAspect=\"1\"/>\
         </wp:cNvGraphicFramePr><a:graphic xmlns:a=\"{DRAWING}/main\"><a:graphicData uri=\"{DRAWING}/picture\">\
         <pic:pic xmlns:pic=\"{DRAWING}/picture\"><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{LOGO}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
         </wp:inline></w:drawing></w:r>"
    )
}
