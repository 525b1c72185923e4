/** Files are brought by dropping them anywhere on the page, or by pasting. */
import { useEffect, useRef, useState } from 'react'
import { now } from '../now.ts'
import { nameOfPasted } from './words.ts'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** True while files hang over the page. Dropped outside of a target they would take the page away. */
export function useDrop(add: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false)
  const latest = useRef(add)
  useEffect(() => {
    latest.current = add
  })
  useEffect(() => {
    let depth = 0
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth += 1
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth -= 1
      if (depth <= 0) setOver(false)
    }
    const over = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent): void => {
      depth = 0
      setOver(false)
      if (!hasFiles(event)) return
      event.preventDefault()
      latest.current([...(event.dataTransfer?.files ?? [])])
    }
    const on = { dragenter: enter, dragleave: leave, dragover: over, drop } as const
    for (const [name, listener] of Object.entries(on)) addEventListener(name, listener as EventListener)
    return () => {
      for (const [name, listener] of Object.entries(on)) removeEventListener(name, listener as EventListener)
    }
  }, [])
  return isOver
}

type Paste = Pick<ClipboardEvent, 'clipboardData' | 'preventDefault'>

/** For `onPaste`: takes pictures and files; words stay words, also where a program adds a picture of them. */
export function pasted(event: Paste, add: (files: readonly File[]) => void): void {
  const { clipboardData } = event
  if (clipboardData === null || clipboardData.files.length === 0 || clipboardData.getData('text/plain') !== '') return
  const { files } = clipboardData
  event.preventDefault()
  const at = new Date(now())
  add([...files].map((file) => new File([file], nameOfPasted(file.name, file.type, at), { type: file.type })))
}
