/** Who is signed in. */
import { useQuery } from '@tanstack/react-query'
import type { HalfSignIn } from '../../src/http/wire-second-factor.ts'
import type { MeView } from '../../src/http/wire.ts'
import { call } from './api.ts'
import { forgetUploads } from './attachments/uploads.ts'
import { clearDrafts } from './drafts.ts'
import { api } from './paths.ts'
import { queries, queryClient } from './queries.ts'
import type { PolicyView } from './views.ts'

let last: MeView | undefined

/**
 * The signed-in person. Only used below the frame, which is drawn once it is known, and stands a moment longer than the
 * session: until the way to the door is found.
 */
export function useMe(): MeView {
  const { data } = useQuery(queries.me())
  last = data ?? last
  if (last === undefined) throw new Error('Nobody is signed in here.')
  return last
}

/** The policy; undefined for the moment until it is read. */
export const usePolicy = (): PolicyView | undefined => useQuery(queries.policy()).data

/** Null where the password is right and a code is asked for (`finishSignIn`). */
export async function signIn(email: string, password: string): Promise<MeView | null> {
  const answer = await call<MeView | HalfSignIn>(api.session, { method: 'POST', body: { email, password } })
  return 'needs' in answer ? null : comeIn(answer)
}

/** The second half, from the same browser. */
export const finishSignIn = async (code: string): Promise<MeView> =>
  comeIn(await call<MeView>(api.giveSecondFactor, { method: 'POST', body: { code } }))

function comeIn(me: MeView): MeView {
  // What another person saw before on this browser is not for this one.
  queryClient.clear()
  queryClient.setQueryData(queries.me().queryKey, me)
  otherTabs.postMessage(me.id)
  return me
}

export async function signOut(): Promise<void> {
  await call(api.session, { method: 'DELETE' })
  forgetDrafts()
  queryClient.clear()
  otherTabs.postMessage(null)
}

/** The browser has one session for all of its tabs; who came, or null for who left, is told to the others. */
const otherTabs = new BroadcastChannel('partner-desk-session')
/** Whom they were told of last. */
let told: string | undefined

/** What stands in this tab is somebody's who is not signed in any more: nothing of it may be done in another's name. */
export function watchOtherTabs(): void {
  otherTabs.addEventListener('message', ({ data }: MessageEvent<string | null>) => {
    const me = queryClient.getQueryData(queries.me().queryKey)
    if (me === undefined || me.id === data) return
    if (data === null) forgetDrafts()
    location.reload()
  })
}

const writer = 'drafts-of'

/** Drafts may be private: whoever comes after the person who wrote them finds none. */
export function keepDraftsOf({ id }: MeView): void {
  // Whoever came by single sign-on has been at the provider: no page of ours was there to tell the other tabs.
  if (told !== id) otherTabs.postMessage((told = id))
  try {
    if ((sessionStorage.getItem(writer) ?? id) !== id) forgetDrafts()
    sessionStorage.setItem(writer, id)
  } catch {
    // A refused storage keeps nothing of anybody's.
  }
}

function forgetDrafts(): void {
  clearDrafts()
  forgetUploads()
}
