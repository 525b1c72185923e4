/** Ctrl-C and a polite kill end a long work in good order; a second one ends it at once. */
export function stopOnSignal(): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController()
  const stop = () => controller.abort()
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const name of signals) process.once(name, stop)
  return {
    signal: controller.signal,
    end: () => {
      for (const name of signals) process.off(name, stop)
    },
  }
}
