/** Answers held to the OpenAPI document. */
import assert from 'node:assert/strict'
import { kept } from './kept.ts'

type Document = { readonly paths: Record<string, Record<string, { readonly responses: object }>> }
let document: Promise<Document> | undefined

/** No endpoint answers with a status that the OpenAPI document does not know of. */
export async function holdToDocument(url: string, method: string, path: string, status: number): Promise<void> {
  document ??= kept('openapi', () => fetch(`${url}/openapi.json`).then((answer) => answer.json() as Promise<Document>))
  const steps = path.split('?')[0]?.split('/') ?? []
  for (const [pattern, methods] of Object.entries((await document).paths)) {
    const wanted = pattern.split('/')
    const fits =
      wanted.length === steps.length && wanted.every((step, place) => step === steps[place] || step === '{id}')
    const operation = methods[method.toLowerCase()]
    if (fits && operation !== undefined)
      return assert.ok(status in operation.responses, `${method} ${pattern} is not described with ${status}`)
  }
}
