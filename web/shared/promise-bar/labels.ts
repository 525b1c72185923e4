/** Labels along the large strip: none may cover another, none may leave the strip. Widths and places in pixels. */

export interface Label {
  readonly key: string
  readonly text: string
  /** Where it points, 0 to 1. */
  readonly place: number
  readonly side: 'above' | 'below'
  /** The one that yields is the one of the higher number. */
  readonly rank: number
}

export interface PlacedLabel extends Label {
  /** Its left edge. */
  readonly left: number
}

const letter = 6.4
const gap = 12

/** About how wide a text of the small size is; a little too much rather than too little. */
export const widthOf = (text: string): number => Math.ceil(text.length * letter)

/** Places the more important labels first; one that finds no room beside those on its side is left out. */
export function placeLabels(labels: readonly Label[], width: number): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = []
  for (const label of labels.toSorted((a, b) => a.rank - b.rank)) {
    const own = widthOf(label.text)
    if (own > width) continue
    const left = Math.min(Math.max(label.place * width - own / 2, 0), width - own)
    const free = placed.every(
      (other) =>
        other.side !== label.side || left + own + gap <= other.left || left >= other.left + widthOf(other.text) + gap,
    )
    if (free) placed.push({ ...label, left })
  }
  return placed
}
