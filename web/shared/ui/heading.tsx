/** A page's name. It takes the focus when one comes from another page, so that the keyboard goes on from the top. */
import { useEffect, useRef } from 'react'
import { cx } from './cx.ts'

let pagesSeen = 0

export function PageHeading({
  children,
  className,
  focus = true,
}: {
  children: React.ReactNode
  className?: string
  focus?: boolean
}) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    pagesSeen += 1
    // Not on the first: whoever just loaded the page is where they want to be.
    if (focus && pagesSeen > 1) ref.current?.focus({ preventScroll: true })
  }, [focus])
  return (
    // Many a name is somebody's own words, in a script of its own; all of them begin where the page does.
    <h1 ref={ref} tabIndex={-1} dir="auto" className={cx('min-w-0 text-left text-lead font-semibold', className)}>
      {children}
    </h1>
  )
}
