/** On how many tickets one act may be carried out at once: as many as one waits for without wondering. */
export const mostAtOnce = 100
