/** Why a file is not taken. The sentence is for the person who brought it; the catalogue has it in every language. */
export const fileRefusals = {
  empty: "There is nothing in this file.",
  tooLarge: "This file is larger than what is taken here.",
  unknown: "Files of this kind are not taken here.",
  program: "Programs and scripts are not taken here.",
  markup: "Web pages, SVG and XML can hold code: take a picture, a PDF or plain text instead.",
  notText: "This text is not in UTF-8: save it as UTF-8 and try again.",
  oldOffice:
    "Office files of the old kind or with a password cannot be looked into: save as .docx, .xlsx or .pptx.",
  heic: "Browsers cannot show HEIC photos: export this one as JPEG.",
  pictureBroken: "This picture is damaged or unfinished.",
  pictureHuge: "This picture has too many pixels: make it smaller.",
  pdfBroken: "This PDF is damaged, or something else hides in it.",
  mediaBroken: "This recording is damaged, or something else hides in it.",
  archiveKind: "Of archives only .zip is taken.",
  archiveBroken: "This file is damaged, or something else hides in it.",
  archiveLocked: "This file has a password, so that nobody can look into it.",
  archiveLarge: "Unpacked, this file would be too large.",
  archiveNested: "There is an archive within this archive: take them apart.",
  archivePaths: "Names in this archive would lead out of the folder it is unpacked in.",
  archiveProgram: "There is a program or script in this archive.",
  macros: "There are macros in this document: save it without them.",
  remoteParts: "This document fetches parts from elsewhere when it is opened: save it without them.",
} as const;

export type FileRefusal = keyof typeof fileRefusals;
export const fileRefusalCodes = Object.keys(fileRefusals) as [FileRefusal, ...FileRefusal[]];
