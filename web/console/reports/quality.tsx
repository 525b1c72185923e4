/** What reports of quality have in common: a table that scrolls by itself. */

interface FiguresProps {
  readonly caption: string
  readonly heads: readonly string[]
  readonly children: React.ReactNode
}

/** The first column is words, the others are figures. */
export const Figures = ({ caption, heads, children }: FiguresProps) => (
  <div
    className="relative overflow-x-auto focus-visible:-outline-offset-2"
    tabIndex={0}
    role="region"
    aria-label={caption}
  >
    <table className="num w-full min-w-[560px] border-collapse text-note">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line">
          {heads.map((head, at) => (
            <th
              key={head}
              scope="col"
              className={`py-2 font-normal text-muted ${at === 0 ? 'px-4 text-left md:px-5' : 'px-3 text-right'}`}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  </div>
)

export const lineClass = 'border-b border-line/60 align-top last:border-0 hover:bg-soft'
export const nameClass = 'px-4 py-2 text-left font-medium md:px-5'
export const figureClass = 'px-3 py-2 text-right whitespace-nowrap'
