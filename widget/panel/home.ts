/** What the widget shows first (A6): how the service is, one's own requests, the guide, news, and what the tier gives (A3). */
import type { WidgetHomeView } from '../../src/http/wire-widget.ts'
import { readInstant, sayMoment } from '../../web/shared/time.ts'
import { call, now } from './api.ts'
import { promiseBar } from './bar.ts'
import { h, type Child } from './dom.ts'
import { goTo, type View } from './frame.ts'
import { searchBox } from './guide.ts'
import { keepHome } from './known.ts'
import { sayWaiting, tokenHeld } from './page.ts'

type Ticket = WidgetHomeView['tickets'][number]

/** Loaded when they are wanted. */
const newRequest = async (): Promise<View> => (await import('./request.ts')).newRequest()
const ticketView = async (id: string): Promise<View> => (await import('./ticket.ts')).ticketView(id)

const moment = (at: string): string => sayMoment(readInstant(at), now())
const outside = (href: string, text: string, more: object = {}) =>
  h('a', { href, target: '_blank', rel: 'noopener', ...more }, text)

export async function homeView(): Promise<View> {
  if (tokenHeld() === null) {
    keepHome(null)
    sayWaiting(0)
    return signedOut
  }
  const home = await call<WidgetHomeView>('GET', '/widget-home')
  keepHome(home)
  sayWaiting(home.waitingForYou)
  const { contact, partner, preview } = home
  return {
    title: 'Help Center',
    isLive: () => true,
    content: [
      preview && h('p', { class: 'note' }, `A preview, as ${contact.name} sees it. Nothing is sent.`),
      status(home),
      searchBox(),
      h('button', { type: 'button', class: 'main', onclick: () => void goTo(newRequest) }, 'New request'),
      section('Open requests', ...requests(home)),
      section('How to reach us', ...ways(home)),
      section('News', ...news(home)),
      tier(home),
      h('p', { class: 'foot' }, `${contact.name}, ${partner.name}. `, outside('/', 'Open the portal')),
    ],
  }
}

const signedOut: View = {
  title: 'Help Center',
  content: [
    h('p', null, 'Sign in on this page, and your requests, the guide and news stand here.'),
    h('p', null, outside('/sign-in', 'Sign in at the partner portal', { class: 'main' })),
  ],
}

const section = (title: string, ...content: readonly Child[]): HTMLElement =>
  h('section', null, h('h2', null, title), ...content)

function status({ incidents }: WidgetHomeView): HTMLElement {
  if (incidents.length === 0) return h('p', { class: 'fine' }, 'No incidents now.')
  return h(
    'ul',
    { class: 'incidents', 'aria-label': 'Incidents now' },
    ...incidents.map(({ title, kind, startedAt, affectsYou, updates: [latest] }) =>
      h(
        'li',
        { class: affectsYou ? 'yours' : undefined },
        h('strong', null, title),
        h(
          'small',
          null,
          `${kind === 'outage' ? 'Outage' : 'Downtime'} since ${moment(startedAt)}${affectsYou ? '' : ', other regions'}`,
        ),
        latest === undefined ? null : h('p', null, latest.body),
      ),
    ),
  )
}

const turns = {
  us: 'we owe you an answer',
  partner: 'waiting for you',
  product: 'with the product team',
  nobody: 'done',
}

/** So many at first: what waits for the reader before what waits for us, each in the order of urgency. */
const fewest = 4

function requests({ tickets, waitingForYou, more }: WidgetHomeView): readonly Child[] {
  if (tickets.length === 0) return [h('p', { class: 'quiet' }, 'None. What you send stands here until it is solved.')]
  const isYours = ({ turn }: Ticket): boolean => turn === 'partner'
  const sorted = [...tickets.filter(isYours), ...tickets.filter((ticket) => !isYours(ticket))]
  const all: View = {
    title: 'Open requests',
    content: [
      h('section', null, h('ul', null, ...sorted.map(ticketRow))),
      more && outside('/tickets', 'The rest of them, in the portal'),
    ],
  }
  return [
    waitingForYou > 0 && h('p', { class: 'yours' }, `${waitingForYou} waiting for you`),
    h('ul', null, ...sorted.slice(0, fewest).map(ticketRow)),
    tickets.length > fewest &&
      h(
        'button',
        { type: 'button', onclick: () => void goTo(() => all) },
        `All ${tickets.length}${more ? ' and more' : ''}`,
      ),
  ]
}

const ticketRow = (ticket: Ticket): HTMLElement =>
  h(
    'li',
    null,
    h(
      'button',
      { type: 'button', class: 'row', onclick: () => void goTo(() => ticketView(ticket.id)) },
      h('span', { class: 'subject' }, ticket.subject),
      h('small', { class: ticket.turn === 'partner' ? 'yours' : undefined }, `${ticket.number}, ${turns[ticket.turn]}`),
    ),
    promiseBar(ticket.clocks),
  )

/** A3: the number only where the line is this partner's; where it is not, why, and what is. */
function ways({ tollFree, channels }: WidgetHomeView): readonly HTMLElement[] {
  const chat = channels.find(({ id }) => id === 'chat')
  const open = channels.filter(({ id, allowed }) => allowed && id !== 'chat' && id !== 'phone')
  const way = (name: string, ...said: readonly Child[]) => h('dl', null, h('dt', null, name), h('dd', null, ...said))
  return [
    way(
      'Toll-free',
      tollFree.number === null
        ? tollFree.because
        : h('a', { href: `tel:${tollFree.number.replaceAll(' ', '')}` }, tollFree.number),
      tollFree.number !== null && h('small', null, tollFree.place),
    ),
    ...(chat === undefined ? [] : [way('Live chat', chat.allowed ? outside('/chat', 'Open live chat') : chat.because)]),
    ...(open.length === 0 ? [] : [way('Open to you', open.map(({ name }) => name).join(', '))]),
  ]
}

function news({ news: rows }: WidgetHomeView): readonly HTMLElement[] {
  if (rows.length === 0) return [h('p', { class: 'quiet' }, 'No news yet.')]
  return rows.map(({ title, body, publishedAt }) =>
    h(
      'details',
      null,
      h('summary', null, title, h('small', null, moment(publishedAt))),
      h('p', { class: 'told' }, body),
    ),
  )
}

/** A8 */
const tier = ({ tier: name, channels, offerings }: WidgetHomeView): HTMLElement =>
  h(
    'details',
    { class: 'tier' },
    h('summary', null, `What ${name} gives you`),
    ...[...channels, ...offerings].map((row) =>
      h(
        'dl',
        null,
        h('dt', null, row.name),
        h('dd', null, h('b', null, row.allowed ? 'Yes' : 'No'), h('small', null, row.because)),
      ),
    ),
  )
