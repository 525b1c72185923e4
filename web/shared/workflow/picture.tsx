/**
 * A workflow drawn: its states from above to below, lines that lead from one to another, and the run's place in it. Shapes
 * say what colours would: full is now, a tick was passed, a square is an end; the way that was taken is thick.
 */
import type { RunView, WorkflowView } from '../../../src/http/wire-workflow.ts'
import { beginning, lanesOf, waysOf } from './graph.ts'
import { roleWords } from './words.ts'

const row = 46
const top = 22
const pitch = 9

interface PictureProps {
  readonly workflow: WorkflowView
  /** The run whose place is shown. */
  readonly run?: RunView | undefined
}

export function WorkflowPicture({ workflow, run }: PictureProps) {
  const ways = waysOf(workflow)
  const lanes = lanesOf(ways)
  const width = (Math.max(0, ...lanes.map(({ lane }) => lane)) + 1) * pitch + 26
  const node = width - 10
  const y = (at: number): number => (at === beginning ? 6 : top + at * row)
  const rows = new Map(workflow.states.map(({ id }, at) => [id, at]))
  const taken = new Set(
    run?.log
      .filter((entry) => entry.from !== entry.to)
      .map(
        ({ from, to }) => `${from === null ? beginning : (rows.get(from) ?? beginning)} ${rows.get(to) ?? beginning}`,
      ),
  )
  return (
    <figure aria-label={`${workflow.name}, drawn`} className="relative min-w-0">
      <svg
        width={width}
        height={top + workflow.states.length * row}
        aria-hidden="true"
        className="absolute top-0 left-0 overflow-visible"
        fill="none"
      >
        {lanes.flatMap(({ to, sources, lane }) =>
          sources.map((from) => {
            const isTaken = taken.has(`${from} ${to}`)
            const x = node - 16 - lane * pitch
            const [start, end] = [from === beginning ? y(from) : y(from) + 6, y(to) - (from < to ? 4 : 0)]
            return (
              <path
                key={`${from} ${to}`}
                d={`M${node - (from === beginning ? 0 : 6)} ${start}H${x}V${end}H${node - 9}`}
                className={isTaken ? 'stroke-ink' : 'stroke-edge'}
                strokeWidth={isTaken ? 2.5 : 1}
                strokeLinejoin="round"
              />
            )
          }),
        )}
        {lanes.map(({ to, sources }) => {
          const isTaken = sources.some((from) => taken.has(`${from} ${to}`))
          return sources.some((from) => from < to) ? (
            <path key={to} d={`M${node - 13} ${y(to) - 7}l5 3l-5 3z`} className={isTaken ? 'fill-ink' : 'fill-edge'} />
          ) : (
            <path key={to} d={`M${node - 13} ${y(to) - 3}l5 3l-5 3z`} className={isTaken ? 'fill-ink' : 'fill-edge'} />
          )
        })}
        <circle cx={node} cy={y(beginning)} r="3" className="fill-ink" />
        {workflow.states.map((state, at) => (
          <Node
            key={state.id}
            x={node}
            y={y(at)}
            isEnd={state.ends !== null}
            isNow={run?.state.id === state.id}
            wasPassed={run?.visited.includes(state.id) === true && run.state.id !== state.id}
          />
        ))}
      </svg>
      <ol className="flex flex-col" style={{ paddingTop: top - row / 2, paddingLeft: width + 4 }}>
        {workflow.states.map((state, at) => {
          const isNow = run?.state.id === state.id
          const out = ways.filter(({ from }) => from === at)
          return (
            <li
              key={state.id}
              aria-current={isNow ? 'step' : undefined}
              className="flex min-w-0 flex-col justify-center"
              style={{ height: row }}
            >
              <span className={`line-clamp-2 text-note leading-tight ${isNow ? 'font-semibold' : ''}`}>
                {state.name}
                {isNow ? (
                  <span className="font-normal text-muted"> · {run.endedAt === null ? 'now' : 'ended here'}</span>
                ) : null}
                {run?.visited.includes(state.id) === true && !isNow ? <span className="sr-only"> (passed)</span> : null}
              </span>
              <span className="truncate text-small text-muted">
                {state.ends !== null
                  ? 'end'
                  : state.waitsFor !== null
                    ? `waits for ${roleWords[state.waitsFor]}`
                    : 'waits for time'}
                {state.deadlines.length === 0 ? '' : ` · ${state.deadlines.map(({ after }) => after).join(', ')}`}
              </span>
              <span className="sr-only">
                {out.map(({ to, by }) => `${by.join(', ')}: to '${workflow.states[to]?.name ?? ''}'`).join('. ')}
              </span>
            </li>
          )
        })}
      </ol>
    </figure>
  )
}

interface NodeProps {
  readonly x: number
  readonly y: number
  readonly isEnd: boolean
  readonly isNow: boolean
  readonly wasPassed: boolean
}

function Node({ x, y, isEnd, isNow, wasPassed }: NodeProps) {
  const shape = isNow ? 'fill-ink stroke-ink' : 'fill-panel stroke-ink'
  return (
    <g strokeWidth="1.75">
      {isEnd ? (
        <rect x={x - 6} y={y - 6} width="12" height="12" className={shape} />
      ) : (
        <circle cx={x} cy={y} r="6.5" className={shape} />
      )}
      {wasPassed ? <path d={`M${x - 3} ${y}l2.2 2.4l4-5`} className="stroke-ink" /> : null}
      {isNow ? <circle cx={x} cy={y} r="10" className="stroke-ink" strokeWidth="1.25" /> : null}
    </g>
  )
}
