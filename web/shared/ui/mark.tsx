/** The product's mark: a promise, halfway kept. */
export const Mark = ({ className = 'h-5 w-20' }: { className?: string }) => (
  <svg viewBox="0 0 80 20" className={className} aria-hidden="true">
    <path d="M1 12H79" className="stroke-edge" strokeWidth="3" strokeOpacity="0.4" />
    <path d="M1 12H46" className="stroke-fine" strokeWidth="3" />
    <path d="M36 9l4 -5h-8z" className="fill-ink" />
    <path d="M78.5 6V18" className="stroke-ink" strokeWidth="2" />
    <path d="M46 6V18" className="stroke-fine" strokeWidth="3" />
  </svg>
)
