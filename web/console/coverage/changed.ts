/** Who stands in shows in the coverage, in ladders and in who has a ticket: all of it is read again. */
import { queryClient } from '../../shared/queries.ts'

export function standInsChanged(): void {
  for (const key of ['stand-ins', 'coverage', 'escalations', 'ticket', 'tickets'])
    void queryClient.invalidateQueries({ queryKey: [key] })
}
