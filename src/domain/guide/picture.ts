/** Pictures within articles (B10): which files can be one, and how an article's Markdown names it. */

/** By the bytes. What moves, or is drawn by instructions, is none. */
export const pictureTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp'])

/** An article is read on slow lines too. */
export const pictureMb = 5
export const picturesPerVersion = 40

export interface PictureAddress {
  /** Of the attachment. */
  readonly id: string
  /** In pixels, where the author's browser knew them: the place is kept free until the picture is there. */
  readonly size: { readonly width: number; readonly height: number } | null
}

const pattern =
  /^\/api\/v1\/attachments\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:#([1-9]\d{0,4})x([1-9]\d{0,4}))?$/

/** '/api/v1/attachments/…#1280x720' as an article writes it; null for anything that is no picture of the desk's own. */
export function pictureAt(source: string): PictureAddress | null {
  const [, id, width, height] = pattern.exec(source) ?? []
  if (id === undefined) return null
  return { id, size: width === undefined ? null : { width: Number(width), height: Number(height) } }
}
