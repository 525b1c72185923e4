/** What the process counts about itself, in the text format of Prometheus. */

/** Upper ends of the histogram's buckets, in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

interface Timing {
  readonly labels: string
  /** One more place than there are buckets: what took longer than all. */
  readonly counts: number[]
  sum: number
  readonly statuses: Map<number, number>
}

const none: readonly number[] = [0, ...buckets.map(() => 0)]

/** A figure read at the moment it is asked for. */
export interface Gauge {
  readonly name: string
  readonly help: string
  readonly values: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[]
}

export interface Metrics {
  /** Counts a request that was answered. `route` is the pattern, never the address, so that the number of rows is bounded. */
  observe(method: string, route: string, status: number, seconds: number): void
  render(gauges: readonly Gauge[]): string
}

export function createMetrics(): Metrics {
  const timings = new Map<string, Timing>()

  return {
    observe(method, route, status, seconds) {
      const key = `${method} ${route}`
      let timing = timings.get(key)
      if (timing === undefined)
        timings.set(
          key,
          (timing = { labels: labelsOf({ method, route }), counts: [...none], sum: 0, statuses: new Map() }),
        )
      const place = buckets.findIndex((end) => seconds <= end)
      timing.counts[place === -1 ? buckets.length : place]! += 1
      timing.sum += seconds
      timing.statuses.set(status, (timing.statuses.get(status) ?? 0) + 1)
    },

    render(gauges) {
      const lines: string[] = []
      head(lines, 'http_requests_total', 'counter', 'Requests answered.')
      for (const { labels, statuses } of timings.values())
        for (const [status, count] of statuses) lines.push(`http_requests_total{${labels},status="${status}"} ${count}`)
      head(lines, 'http_request_duration_seconds', 'histogram', 'Time from a request to the end of its answer.')
      for (const { labels, ...timing } of timings.values()) {
        let upTo = 0
        for (const [index, end] of buckets.entries()) {
          upTo += timing.counts[index]!
          lines.push(`http_request_duration_seconds_bucket{${labels},le="${end}"} ${upTo}`)
        }
        const all = upTo + timing.counts[buckets.length]!
        lines.push(`http_request_duration_seconds_bucket{${labels},le="+Inf"} ${all}`)
        lines.push(`http_request_duration_seconds_sum{${labels}} ${timing.sum}`)
        lines.push(`http_request_duration_seconds_count{${labels}} ${all}`)
      }
      for (const { name, help, values } of gauges) {
        head(lines, name, 'gauge', help)
        for (const { labels, value } of values)
          lines.push(`${name}${labels === undefined ? '' : `{${labelsOf(labels)}}`} ${value}`)
      }
      return `${lines.join('\n')}\n`
    },
  }
}

const head = (lines: string[], name: string, type: string, help: string): void => {
  lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`)
}

const labelsOf = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(
      ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
    )
    .join(',')

/** The process's own figures. */
export const processGauges = (): Gauge[] => {
  const memory = process.memoryUsage()
  return [
    { name: 'process_resident_memory_bytes', help: 'Memory the process holds.', values: [{ value: memory.rss }] },
    { name: 'nodejs_heap_used_bytes', help: 'Heap in use.', values: [{ value: memory.heapUsed }] },
    { name: 'process_uptime_seconds', help: 'Seconds since the start.', values: [{ value: process.uptime() }] },
  ]
}
