/** Files in words. */

/** '3 kB', '1.4 MB': as people say it, of 1,048,576 bytes to the megabyte as the limits are. */
export function sayBytes(bytes: number): string {
  if (bytes < 1_024) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  if (bytes < 1_000 * 1_024) return `${Math.max(1, Math.round(bytes / 1_024))} kB`
  const megabytes = bytes / 1_048_576
  return `${megabytes < 10 ? megabytes.toFixed(1).replace(/\.0$/, '') : Math.round(megabytes)} MB`
}

/** Whether somebody gave a pasted picture its name, or the browser did. */
const isNameless = (name: string): boolean => name === '' || /^image\.\w+$/.test(name)

/** A pasted screenshot is called after the time: 'Screenshot 14.05.09.png'. */
export function nameOfPasted(name: string, type: string, at: Date): string {
  if (!isNameless(name)) return name
  const two = (part: number): string => String(part).padStart(2, '0')
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.')
  const ending = /^image\/(png|jpeg|gif|webp)$/.exec(type)?.[1]?.replace('jpeg', 'jpg')
  return `Screenshot ${time}${ending === undefined ? '' : `.${ending}`}`
}

/** What is told of a file beside its name. */
export const sayFile = ({ kind, bytes }: { readonly kind: string | null; readonly bytes: number }): string =>
  [...(kind === null ? [] : [kind]), ...(bytes === 0 ? [] : [sayBytes(bytes)])].join(' · ')
