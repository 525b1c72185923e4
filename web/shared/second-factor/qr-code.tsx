/** A QR code to be scanned from the screen: dark on white in either theme, since cameras want it so. */
import { qrCode } from './qr.ts'

const margin = 4

/** Nothing where the text is too long for one. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = qrCode(text)
  if (rows === null) return null
  const size = rows.length + 2 * margin
  const path = rows.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x + margin} ${y + margin}h1v1h-1z`] : [])),
  )
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-48 shrink-0 rounded-box border border-line"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path.join('')} fill="#000" />
    </svg>
  )
}
