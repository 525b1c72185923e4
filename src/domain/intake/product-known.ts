import type { IntakeRule } from './request.ts'

/** B1: the catalogue may lag behind the vendor's products: an unknown one is taken as it was written, and said. */
export const productKnown: IntakeRule = {
  id: 'B1/product',
  findings({ product }, policy) {
    if (product === null || policy.products.some((row) => row.name === product)) return []
    return [
      {
        verdict: 'note',
        field: 'product',
        message: `'${product}' is not in our product catalogue; we take it as written.`,
        rule: 'B1',
      },
    ]
  },
}
