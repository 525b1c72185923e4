/** What the first page was told last: who it is, and what that contact may. */
import type { WidgetHomeView } from '../../src/http/wire-widget.ts'

let home: WidgetHomeView | null = null

/** Null before anything was asked, and where nobody is signed in. */
export const lastHome = (): WidgetHomeView | null => home
export const keepHome = (told: WidgetHomeView | null): void => void (home = told)
/** An administrator looks at it: nothing is sent. */
export const isPreview = (): boolean => home?.preview === true
