/** The field by which an approval says what stood there when it was decided on: a sign for the program, and no words for people (E8). */
export const seenField = 'seen'
