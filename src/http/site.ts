/** Everything an endpoint may reach (`open-site.ts` puts it together). */
import type { Demo, Visitor } from '../services/access.ts'
import type { App } from '../services/app.ts'
import type { SetupSettings } from '../services/setup.ts'
import type { Callers } from './caller.ts'
import type { SignIn } from './sign-in.ts'
import type { SingleSignOn } from './single-sign-on.ts'
import type { Stream } from './stream/stream.ts'

export interface Site {
  readonly app: App
  readonly callers: Callers
  readonly signIn: SignIn
  /** Null where there is none. */
  readonly singleSignOn: SingleSignOn | null
  readonly stream: Stream
  /** PUBLIC_URL's, e.g. 'https://desk.example'; null where it is not set. */
  readonly ownOrigin: string | null
  /** The operationIds of the endpoints that are open to somebody. */
  readonly endpointsFor: (person: Visitor['person']) => readonly string[]
  /** The demo's people; null where this database never held the demo. */
  readonly demo: Demo | null
  /** Whether they may come in: demo mode, and nobody but this machine reaches the server. */
  readonly demoIsOpen: boolean
  /** Of this node, for the list of whoever sets the desk up. */
  readonly settings: SetupSettings
  /** What whoever keeps this server is to look after, though it works. Of this node. */
  readonly warnings: () => readonly string[]
  /** Hears what went wrong where no request is to be answered for it. */
  readonly complain: (reason: unknown) => void
  close(): Promise<void>
}
