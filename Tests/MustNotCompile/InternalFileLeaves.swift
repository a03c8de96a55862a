// expect: cannot convert value of type 'Attachment' to expected argument type 'SharedAttachment'

import Federation
import Ticketing

func leak(_ file: Attachment, under rules: Outward) -> AttachmentCopy {
  AttachmentCopy(file, comment: nil, under: rules)
}
