/** Every endpoint there is. */
import type { Route } from '../route.ts'
import { acts } from './acts.ts'
import { directory } from './directory.ts'
import { live } from './live.ts'
import { session } from './session.ts'
import { tickets } from './tickets.ts'

export const routes: readonly Route[] = [...tickets, ...acts, ...session, ...directory, ...live]
