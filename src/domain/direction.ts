/** Signs that turn the direction of writing. The marks that scripts from right to left need turn nothing, and stay. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g

/** The text as it is: with such signs in it, it would read as another ('annexe.fdp' as 'pdf.exenna'). */
export const unturned = (text: string): string => text.replace(turns, '')
