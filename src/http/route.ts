/** An endpoint as data: what it is called, who may call it, what it takes, gives and refuses. `server.ts` listens to them. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { TicketId } from '../domain/kernel.ts'
import type { Actor } from '../services/app.ts'
import type { Once } from '../services/once.ts'
import type { Caller } from './caller.ts'
import type { FieldMistake, ProblemCode } from './problem.ts'
import type { Replied } from './reply.ts'
import type { Site } from './site.ts'

/** Everybody, whoever has signed in or has a key, the vendor's own people. */
export type Who = 'everybody' | 'signed-in' | 'staff'

export const tags = [
  'Tickets',
  'Acts on a ticket',
  'For you',
  'Attachments',
  'Escalations',
  'Workflows',
  'Mail',
  'Held requests',
  'Signing in',
  'Staff, keys and sessions',
  'Product board',
  'Critical issues',
  'News',
  'People and partners',
  'Live chat',
  'Calls',
  'Payouts and renewals',
  'Partnership',
  'Reviews',
  'Guide',
  'Widget',
  'Saved replies',
  'Policy',
  'Reports',
  'Audit',
  'Health',
  'Live',
] as const

export interface Call<Query, Body, Whoever extends Who> {
  readonly site: Site
  readonly caller: Whoever extends 'everybody' ? Caller | null : Caller
  /** The id in the address, checked to be one; '' where the address has none. */
  readonly id: TicketId
  readonly query: Query
  readonly body: Body
  /** What makes a repeated request harmless (G1); null without an Idempotency-Key. */
  readonly once: Once | null
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

type StaffRole = Extract<Actor, { kind: 'staff' }>['role']

/** Something that has an id of its own. */
export interface Thing {
  /** 'There is no such …' */
  readonly noun: string
  /** It may be called by words as well as by its id: 'renew-a-subscription'. */
  readonly hasSlug?: true
  /** It is called as the vendor's store calls it: any text. */
  readonly hasForeignId?: true
  /** Whether there is one of that id for the actor. */
  /** It belongs to no partner: all of them see it. */
  readonly isEverybodys?: true
  /** It belongs to no partner: none of them sees it. */
  readonly isNobodys?: true
  readonly isThere: (site: Site, actor: Actor, id: string) => Promise<boolean>
}

interface Spec<Query extends z.ZodType, Body extends z.ZodType, Whoever extends Who> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** After `/api/v1`; an id in it is written ':id'. */
  readonly path: string
  /** operationId of the OpenAPI document. */
  readonly name: string
  readonly tag: (typeof tags)[number]
  readonly summary: string
  readonly description?: string
  readonly who: Whoever
  /** Of the staff, only these. */
  readonly roles?: readonly StaffRole[]
  /** Open to the widget's tokens too (A6): 'asks' changes nothing, 'acts' does, and is closed to a preview. */
  readonly widget?: 'asks' | 'acts'
  /** Open to keys of the scope 'widget', to which nothing else is. */
  readonly widgetKeys?: true
  /** Open to a session that must set up a second factor before anything else. */
  readonly beforeSecondFactor?: true
  /** What the id in the path is of, where it is not of a ticket. */
  readonly about?: Thing
  /** The body is a file, as it is, and not JSON. */
  readonly takes?: 'text/csv' | 'multipart/form-data'
  readonly query?: Query
  readonly body?: Body
  /**
   * Of a body that is wrong in form: what its right fields would have been refused for, so that everything wrong is said
   * at once.
   */
  readonly alsoWrong?: (
    site: Site,
    caller: Caller,
    rightFields: Partial<z.output<Body>>,
  ) => Promise<readonly FieldMistake[]>
  /** The same of a query that is wrong in form. */
  readonly alsoWrongQuery?: (
    site: Site,
    rightFields: Partial<z.output<Query>>,
    caller: Caller | null,
  ) => readonly FieldMistake[]
  /** A request that is right in form: shown in the document, used by the tests that visit every route. */
  readonly example?: z.input<Body>
  /** By status; null has no body, a string is a media type that is not JSON. */
  readonly answers: Readonly<Record<number, z.ZodType | null | string>>
  /** Beyond what every endpoint may refuse. */
  readonly refuses?: readonly ProblemCode[]
  readonly handle: (call: Call<z.output<Query>, z.output<Body>, Whoever>) => Promise<Replied>
}

export interface Route extends Omit<Spec<z.ZodType, z.ZodType, Who>, 'handle' | 'alsoWrong' | 'alsoWrongQuery'> {
  // oxlint-disable typescript/no-explicit-any -- what they take follows from the schemas beside them, checked by `route`
  readonly handle: (call: Call<any, any, any>) => Promise<Replied>
  readonly alsoWrong?: (site: Site, caller: Caller, rightFields: any) => Promise<readonly FieldMistake[]>
  readonly alsoWrongQuery?: (site: Site, rightFields: any, caller: Caller | null) => readonly FieldMistake[]
  // oxlint-enable typescript/no-explicit-any
}

export const route = <Query extends z.ZodType, Body extends z.ZodType, Whoever extends Who>(
  spec: Spec<Query, Body, Whoever>,
): Route => spec as unknown as Route
