/** What a token of the widget opens (A6): the widget's own requests, made by our own frame, in a page that the token is for. */
import type { FastifyRequest } from 'fastify'
import { compareInstants } from '../../domain/kernel.ts'
import type { Caller } from '../caller.ts'
import { isFromElsewhere } from '../origin.ts'
import { problem, type Problem } from '../problem.ts'
import type { Route } from '../route.ts'
import type { Site } from '../site.ts'

/** The frame says in it which page it stands in; a browser tells a frame that, and no page can make it say otherwise. */
export const widgetHostHeader = 'widget-host'

/** Null where the caller may go on. */
export function whyNotByWidget(site: Site, route: Route, caller: Caller, request: FastifyRequest): Problem | null {
  const { widget, mayWrite } = caller
  // It was known a moment ago: it may have come to its end since.
  if (widget === undefined || compareInstants(widget.expiresAt, site.app.now()) <= 0) return expired
  if (isFromElsewhere(request, site.ownOrigin) || request.headers[widgetHostHeader] !== widget.origin)
    return problem('not-allowed', `This token is for the widget in pages of ${widget.origin}, and for nothing else.`)
  if (route.widget === undefined)
    return problem('not-allowed', 'A token of the widget does not open this: sign in at the portal, or send a key.')
  if (route.widget === 'acts' && !mayWrite)
    return problem('not-allowed', 'This is a preview: nothing is sent, and nothing changed.')
  return null
}

const expired: Problem = {
  ...problem('unauthenticated', 'This token has expired: ask for another (POST /api/v1/widget-sessions).'),
  headers: { 'www-authenticate': 'Bearer realm="Partner Desk"' },
}
