/** Figures of promises as people say them. */

/** '97 %'; a dash where nothing was decided. */
export const sayShare = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)} %`)

/** '45 min', '3 h 20', '2.5 days' of 24 hours; a dash where nothing was measured. */
export function sayMinutes(minutes: number | null): string {
  if (minutes === null) return '–'
  if (minutes < 60) return `${Math.round(minutes)} min`
  if (minutes < 48 * 60) {
    const whole = Math.round(minutes)
    return `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, '0')}`
  }
  return `${(minutes / (24 * 60)).toFixed(1)} days`
}
