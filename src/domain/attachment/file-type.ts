/** What a file is, by its bytes: never by its name, nor by what its sender says of it (B4). */
import type { FileFamily } from '../policy/attachments.ts'
import { isText } from './text.ts'

export interface FileType {
  /** As it is told; what is never shown is served as unknown bytes all the same. */
  readonly type: string
  /** 'PNG image', in a sentence. */
  readonly name: string
  readonly family: FileFamily
  /** How a browser may show it, where it may. */
  readonly shows: 'image' | 'video' | 'audio' | 'pdf' | 'text' | null
  readonly endings: readonly string[]
}

const row = (
  type: string,
  name: string,
  family: FileFamily,
  endings: string,
  shows: FileType['shows'] = null,
): FileType => ({ type, name, family, shows, endings: endings.split(' ').filter((each) => each !== '') })

const types = {
  png: row('image/png', 'PNG image', 'image', 'png', 'image'),
  jpeg: row('image/jpeg', 'JPEG image', 'image', 'jpg jpeg jfif', 'image'),
  gif: row('image/gif', 'GIF image', 'image', 'gif', 'image'),
  webp: row('image/webp', 'WebP image', 'image', 'webp', 'image'),
  avif: row('image/avif', 'AVIF image', 'image', 'avif', 'image'),
  heic: row('image/heic', 'HEIC image', 'image', 'heic heif'),
  bmp: row('image/bmp', 'bitmap', 'image', 'bmp'),
  tiff: row('image/tiff', 'TIFF image', 'image', 'tif tiff'),
  icon: row('image/x-icon', 'icon', 'image', 'ico'),
  mp4: row('video/mp4', 'MP4 video', 'video', 'mp4 m4v', 'video'),
  quicktime: row('video/quicktime', 'QuickTime video', 'video', 'mov qt', 'video'),
  webm: row('video/webm', 'WebM video', 'video', 'webm', 'video'),
  matroska: row('video/x-matroska', 'Matroska video', 'video', 'mkv'),
  avi: row('video/x-msvideo', 'AVI video', 'video', 'avi'),
  asf: row('video/x-ms-asf', 'Windows Media video', 'video', 'wmv asf wma'),
  mp3: row('audio/mpeg', 'MP3 sound', 'audio', 'mp3', 'audio'),
  wav: row('audio/wav', 'WAV sound', 'audio', 'wav', 'audio'),
  ogg: row('audio/ogg', 'Ogg sound', 'audio', 'ogg oga opus ogv', 'audio'),
  flac: row('audio/flac', 'FLAC sound', 'audio', 'flac', 'audio'),
  m4a: row('audio/mp4', 'M4A sound', 'audio', 'm4a', 'audio'),
  pdf: row('application/pdf', 'PDF document', 'document', 'pdf', 'pdf'),
  word: row(
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'Word document',
    'document',
    'docx docm dotx',
  ),
  excel: row(
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'Excel workbook',
    'document',
    'xlsx xlsm xltx',
  ),
  slides: row(
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'PowerPoint presentation',
    'document',
    'pptx pptm ppsx',
  ),
  openDocument: row('application/vnd.oasis.opendocument.text', 'OpenDocument file', 'document', 'odt ods odp odg'),
  epub: row('application/epub+zip', 'EPUB book', 'document', 'epub'),
  ole: row('application/x-ole-storage', 'older Office document', 'document', 'doc xls ppt msg dot xlt'),
  rtf: row('application/rtf', 'rich text', 'document', 'rtf'),
  zip: row('application/zip', 'ZIP archive', 'archive', 'zip'),
  gzip: row('application/gzip', 'gzip archive', 'archive', 'gz tgz'),
  sevenZip: row('application/x-7z-compressed', '7-Zip archive', 'archive', '7z'),
  rar: row('application/vnd.rar', 'RAR archive', 'archive', 'rar'),
  tar: row('application/x-tar', 'tar archive', 'archive', 'tar'),
  bzip2: row('application/x-bzip2', 'bzip2 archive', 'archive', 'bz2'),
  xz: row('application/x-xz', 'xz archive', 'archive', 'xz'),
  zstd: row('application/zstd', 'Zstandard archive', 'archive', 'zst'),
  cabinet: row('application/vnd.ms-cab-compressed', 'cabinet archive', 'archive', 'cab'),
  windowsProgram: row('application/vnd.microsoft.portable-executable', 'Windows program', 'program', 'exe dll scr com'),
  linuxProgram: row('application/x-elf', 'Linux program', 'program', 'so elf'),
  macProgram: row('application/x-mach-binary', 'Mac program', 'program', 'dylib'),
  javaClass: row('application/java-vm', 'Java program', 'program', 'class'),
  javaArchive: row('application/java-archive', 'Java program', 'program', 'jar war'),
  android: row('application/vnd.android.package-archive', 'Android program', 'program', 'apk aab'),
  shortcut: row('application/x-ms-shortcut', 'Windows shortcut', 'program', 'lnk'),
  wasm: row('application/wasm', 'WebAssembly program', 'program', 'wasm'),
  svg: row('image/svg+xml', 'SVG drawing, which may carry scripts', 'web-page', 'svg svgz'),
  html: row('text/html', 'web page', 'web-page', 'html htm xhtml xht shtml mhtml mht'),
  xml: row('application/xml', 'XML file', 'text', 'xml xsd xsl wsdl'),
  text: row(
    'text/plain',
    'text',
    'text',
    'txt log csv tsv json har md yaml yml ini conf sql eml ics vcf ds dg',
    'text',
  ),
  other: row('application/octet-stream', 'file of a kind that we do not know', 'other', ''),
} as const satisfies Record<string, FileType>

type Name = keyof typeof types

/** What stands at a place, as bytes; the first that fits is it. */
const signs: readonly (readonly [at: number, bytes: string, is: Name])[] = [
  [0, '\x89PNG\r\n\x1a\n', 'png'],
  [0, '\xff\xd8\xff', 'jpeg'],
  [0, 'GIF87a', 'gif'],
  [0, 'GIF89a', 'gif'],
  [8, 'WEBP', 'webp'],
  [8, 'WAVE', 'wav'],
  [8, 'AVI ', 'avi'],
  [0, 'II*\0', 'tiff'],
  [0, 'MM\0*', 'tiff'],
  [0, '\0\0\x01\0', 'icon'],
  [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'asf'],
  [0, 'ID3', 'mp3'],
  [0, 'OggS', 'ogg'],
  [0, 'fLaC', 'flac'],
  [0, '%PDF-', 'pdf'],
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'ole'],
  [0, '{\\rtf', 'rtf'],
  [0, '\x1f\x8b', 'gzip'],
  [0, '7z\xbc\xaf\x27\x1c', 'sevenZip'],
  [0, 'Rar!\x1a\x07', 'rar'],
  [257, 'ustar', 'tar'],
  [0, 'BZh', 'bzip2'],
  [0, '\xfd7zXZ\0', 'xz'],
  [0, '\x28\xb5\x2f\xfd', 'zstd'],
  [0, 'MSCF', 'cabinet'],
  [0, 'MZ', 'windowsProgram'],
  [0, '\x7fELF', 'linuxProgram'],
  [0, '\xcf\xfa\xed\xfe', 'macProgram'],
  [0, '\xce\xfa\xed\xfe', 'macProgram'],
  [0, '\xfe\xed\xfa\xcf', 'macProgram'],
  [0, '\xca\xfe\xba\xbe', 'javaClass'],
  [0, 'L\0\0\0\x01\x14\x02\0', 'shortcut'],
  [0, '\0asm', 'wasm'],
]

/** By the brand of an ISO media file. */
const brands: readonly (readonly [RegExp, Name])[] = [
  [/^(avif|avis)/, 'avif'],
  [/^(heic|heix|hevc|hevx|heim|heis|mif1|msf1)/, 'heic'],
  [/^M4A /, 'm4a'],
  [/^qt {2}/, 'quicktime'],
  [/^/, 'mp4'],
]

/** By the names of what is in a ZIP file, which is never unpacked. */
const inZip: readonly (readonly [RegExp, Name])[] = [
  [/mimetypeapplication\/vnd\.oasis\.opendocument/, 'openDocument'],
  [/mimetypeapplication\/epub\+zip/, 'epub'],
  [/AndroidManifest\.xml/, 'android'],
  [/\[Content_Types\]\.xml[^]*word\//, 'word'],
  [/\[Content_Types\]\.xml[^]*xl\//, 'excel'],
  [/\[Content_Types\]\.xml[^]*ppt\//, 'slides'],
  [/META-INF\/MANIFEST\.MF/, 'javaArchive'],
  [/^/, 'zip'],
]

/** What a browser that guesses would take for a page, whatever stands before it. */
const before = String.raw`^(?:\xef\xbb\xbf)?(?:\s|<!--[^]*?-->|<\?xml[^>]*\?>|<!doctype svg[^>]*>)*`
const page =
  '<(?:!doctype html|html|head|body|script|iframe|style|title|h1|div|font|table|a|p|br|b|img|form|meta|link|object|embed|base)(?=[\\s>/]|$)'
const isSvg = new RegExp(`${before}<(?:\\w+:)?svg[\\s>]`, 'i')
const isHtml = new RegExp(before + page, 'i')
const isXml = /^(?:\xef\xbb\xbf)?\s*<\?xml[\s]/

/** So much of the beginning is looked at. */
export const headBytes = 65_536

/** `head`: the file's first bytes, `headBytes` of them or the whole. */
export function fileTypeOf(head: Uint8Array): FileType {
  return types[nameOf(head)]
}

function nameOf(head: Uint8Array): Name {
  const start = latin(head.subarray(0, 4_096))
  const sign = signs.find(([at, bytes]) => start.startsWith(bytes, at))
  if (sign !== undefined) return sign[2]
  if (/^\0\0\0[^]ftyp/.test(start)) return firstOf(brands, start.slice(8))
  if (start.startsWith('\x1aE\xdf\xa3')) return start.includes('webm') ? 'webm' : 'matroska'
  if (['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'].some((sign) => start.startsWith(sign)))
    return firstOf(inZip, latin(head))
  if (isSvg.test(start)) return 'svg'
  if (isHtml.test(start)) return 'html'
  if (/^BM[^]{4}\0\0\0\0/.test(start)) return 'bmp'
  if (/^\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff]/.test(start) && !start.startsWith('\xff\xfe')) return 'mp3'
  if (!isText(head)) return 'other'
  return isXml.test(start) ? 'xml' : 'text'
}

const firstOf = (rows: readonly (readonly [RegExp, Name])[], text: string): Name =>
  rows.find(([sign]) => sign.test(text))?.[1] ?? 'other'

/** A character for each byte. */
function latin(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return text
}

/** The family that an ending stands for; null where it says nothing. */
export const familyOfEnding = (ending: string): FileFamily | null =>
  Object.values<FileType>(types).find(({ endings }) => endings.includes(ending))?.family ?? null

/** A type that was found before, by what was kept of it. */
export const knownType = (type: string): FileType =>
  Object.values<FileType>(types).find((each) => each.type === type) ?? types.other
