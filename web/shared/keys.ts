/**
 * Keys that do things without the mouse. Single letters can be switched off by those whose software or hands type them by
 * accident (WCAG 2.1.4); with Ctrl or ⌘ they always work. A dialog keeps all keys to itself.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react'

/** '?' and 'j' as typed; 'mod+k' with Ctrl or ⌘. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>

interface Layer {
  readonly keys: () => Keys | 'blocked'
}

const layers: Layer[] = []
const stored = 'single-keys'
const switches = new Set<() => void>()

export const singleKeysOn = (): boolean => {
  try {
    return localStorage.getItem(stored) !== 'off'
  } catch {
    return true
  }
}

export function switchSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(stored, on ? 'on' : 'off')
  } catch {
    // Without storage they stay on.
  }
  for (const each of switches) each()
}

export const useSingleKeys = (): boolean =>
  useSyncExternalStore((listener) => {
    switches.add(listener)
    return () => switches.delete(listener)
  }, singleKeysOn)

const typing = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]'
/** These have their own use for letters, digits and named keys; signs such as '/' are free there. */
const own = '[role=menu], [role=listbox], [role=combobox], [role=radiogroup], [role=dialog]'

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return
  const isMod = event.ctrlKey || event.metaKey
  const target = event.target instanceof Element ? event.target : null
  if (!isMod && (target?.closest(typing) || !singleKeysOn())) return
  if (!isMod && target?.closest(own) && !/^[^\p{L}\p{N}\s]$/u.test(event.key)) return
  const name = isMod ? `mod+${event.key.toLowerCase()}` : event.key
  for (let at = layers.length - 1; at >= 0; at--) {
    const keys = layers[at]!.keys()
    if (keys === 'blocked') return
    const action = keys[name]
    if (action === undefined) continue
    event.preventDefault()
    action(event)
    return
  }
}

function useLayer(keys: Keys | 'blocked'): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const layer: Layer = { keys: () => latest.current }
    if (layers.length === 0) addEventListener('keydown', onKey)
    layers.push(layer)
    return () => {
      layers.splice(layers.indexOf(layer), 1)
      if (layers.length === 0) removeEventListener('keydown', onKey)
    }
  }, [])
}

/** While the component is there these keys work; of two components that want the same key the later one gets it. */
export const useKeys = (keys: Keys): void => useLayer(keys)

/** While the component is there no key works but its own. */
export const useBlockedKeys = (): void => useLayer('blocked')
