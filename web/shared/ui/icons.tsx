/** The few signs that say a thing faster than its word. Always beside a word or a label, never alone. */
const shapes = {
  check: 'M3 8.5l3.5 3.5 6.5-8',
  chevron: 'M4.5 6l3.5 4 3.5-4',
  close: 'M4 4l8 8m0-8l-8 8',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zm3.5-1l3.5 3.5',
  copy: 'M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z',
  menu: 'M2.5 4.5h11m-11 3.5h11m-11 3.5h11',
  plus: 'M8 3v10M3 8h10',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  clip: 'M12.5 7l-5 5a2.8 2.8 0 0 1-4-4l5.5-5.5a1.9 1.9 0 0 1 2.7 2.7L6.5 10.4a.9.9 0 0 1-1.3-1.3L9.5 5',
  file: 'M4 1.5h5.5L12 4v10.5H4zM9 1.5v3h3',
  list: 'M6 4h7.5M6 8h7.5M6 12h7.5M2.5 4h1m-1 4h1m-1 4h1',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.5V8l2.5 1.5',
  book: 'M8 4c-1.5-1-3.5-1.3-5.5-1v9.5c2-.3 4 0 5.5 1 1.5-1 3.5-1.3 5.5-1V3c-2-.3-4 0-5.5 1zm0 0v9.5',
  chat: 'M2.5 3h11v8H7l-3 2.5V11H2.5z',
} as const

export type IconName = keyof typeof shapes

export const Icon = ({ name, className = '' }: { name: IconName; className?: string }) => (
  <svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinejoin="round"
    className={`shrink-0 ${className}`}
    aria-hidden="true"
  >
    <path d={shapes[name]} />
  </svg>
)
