import { withoutUnseen } from '../../platform/documents/unseen.ts'

const longest = 200

/** The name of a file as it may be kept and shown: its last part only, nothing that cannot be seen, not too long. */
export function fileName(given: string): string {
  const last = given.toWellFormed().split(/[\\/]/).at(-1) ?? ''
  const seen = withoutUnseen(last.normalize('NFC'))
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  return shortened(seen) || '-'
}

/** Cut before the ending, so that the kind of file is still told. */
function shortened(name: string): string {
  const letters = [...name]
  if (letters.length <= longest) return name
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? ''
  return letters.slice(0, longest - ending.length).join('') + ending
}

/**
 * Endings that promise what a file is, and the content each must have. Where a name promises something else than what was
 * found, the true ending is added: nobody opens a film because it is called a letter. Offices' own formats are parcels
 * (`zip`, `cfb`) that often cannot be told apart: they pass as one another.
 */
const parcel = /^application\/(zip|x-cfb|vnd\.(openxmlformats|ms-|oasis)[\w.-]*)$/
const promised: Readonly<Record<string, RegExp>> = {
  pdf: /^application\/pdf$/,
  jpg: /^image\/jpeg$/,
  jpeg: /^image\/jpeg$/,
  png: /^image\/png$/,
  webp: /^image\/webp$/,
  gif: /^image\/gif$/,
  heic: /^image\/hei[cf]/,
  tif: /^image\/tiff$/,
  tiff: /^image\/tiff$/,
  mp4: /^(video|audio)\//,
  mov: /^(video|audio)\//,
  m4a: /^(video|audio)\//,
  mp3: /^audio\//,
  wav: /^audio\//,
  doc: parcel,
  xls: parcel,
  ppt: parcel,
  docx: parcel,
  xlsx: parcel,
  pptx: parcel,
  zip: parcel,
}
const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/tiff': 'tiff',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'audio/mpeg': 'mp3',
  'application/zip': 'zip',
}

/** The name as it may be kept, given what the file turned out to be. */
export function fittingName(name: string, type: string): string {
  const promise = promised[endingOf(name)]
  if (!promise || promise.test(type)) return name
  return shortened(`${name}.${endings[type] ?? 'bin'}`)
}

/** What a computer would run instead of open: no evidence is one, and an original is saved under its name. */
const programTypes =
  /^application\/(x-msdownload|x-elf|x-mach-binary|x-ms-(regedit|shortcut)|x\.ms\.shortcut|java-vm)$/
const programEndings = new Set(
  [
    'exe com scr pif msi msp bat cmd ps1 psm1 vb vbs vbe js jse wsf wsh wsc sct hta lnk reg jar cpl dll sh desktop py',
    'chm msc xll scf appx msix rdp url library-ms settingcontent-ms iso img vhd vhdx',
    // Documents that run something when they are opened.
    'docm dotm xlsm xltm xlam pptm ppsm one',
    // A browser opens these, and they tell whoever made them when and from where.
    'html htm xhtml shtml mht mhtml svg svgz',
  ].flatMap((line) => line.split(' ')),
)

export function isProgram(name: string, type: string): boolean {
  return programTypes.test(type) || programEndings.has(endingOf(name))
}

function endingOf(name: string): string {
  return /\.([a-z0-9-]{1,20})$/.exec(name.normalize('NFKC').toLowerCase())?.[1] ?? ''
}
