/** Who is signed in. */
import { useQuery } from '@tanstack/react-query'
import type { MeView } from '../../src/http/wire.ts'
import { call } from './api.ts'
import { forgetUploads } from './attachments/uploads.ts'
import { api } from './paths.ts'
import { queries, queryClient } from './queries.ts'
import type { PolicyView } from './views.ts'

/** The signed-in person. Only used below the frame, which is drawn once it is known. */
export function useMe(): MeView {
  const { data } = useQuery(queries.me())
  if (data === undefined) throw new Error('Nobody is signed in here.')
  return data
}

/** The policy; undefined for the moment until it is read. */
export const usePolicy = (): PolicyView | undefined => useQuery(queries.policy()).data

export async function signIn(email: string, password: string): Promise<MeView> {
  const me = await call<MeView>(api.session, { method: 'POST', body: { email, password } })
  // What another person saw before on this browser is not for this one.
  queryClient.clear()
  queryClient.setQueryData(queries.me().queryKey, me)
  return me
}

export async function signOut(): Promise<void> {
  await call(api.session, { method: 'DELETE' })
  clearDrafts()
  forgetUploads()
  queryClient.clear()
}

/** Drafts may be private: they go with the person who wrote them. */
function clearDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('draft:')) sessionStorage.removeItem(key)
}
