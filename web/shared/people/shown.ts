/** By what queries people, their keys and sessions are shown; also who there is to be assigned to. */
export const peopleShown = ['staff-kept', 'staff', 'keys', 'sessions'] as const
