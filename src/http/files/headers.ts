/** What is said with a file so that no browser does more with it than show or save it (B4). */
import { showsOf } from '../../services/attachments/view.ts'
import type { Attachment } from '../../services/attachments/attachments.ts'

/** Nothing in it runs, loads or reaches the desk, whatever it turns out to be. */
const inert = "sandbox; default-src 'none'"
/** Browsers show a PDF in a page of their own making, which a sandbox would keep from working; scripts stay out of it. */
const inertPdf = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; form-action 'none'"

export function fileHeaders(file: Attachment, download: boolean): Record<string, string> {
  const shows = showsOf(file)
  const inline = shows !== null && !download
  return {
    // What is not shown is bytes to a browser, and not a page, a drawing or a script.
    'content-type':
      shows === null ? 'application/octet-stream' : shows === 'text' ? 'text/plain; charset=utf-8' : (file.type ?? ''),
    'content-disposition': disposition(inline ? 'inline' : 'attachment', file.name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': shows === 'pdf' && inline ? inertPdf : inert,
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    // Kept by the browser, and asked for again each time: whoever has signed out does not get it.
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag: etagOf(file),
  }
}

export const etagOf = ({ sha256 }: Attachment): string => `"${sha256 ?? ''}"`

/** RFC 6266: plain characters for whoever is old, the name itself for everybody else. */
function disposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/["\\%;]/g, '_')
  const whole = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`
}
