/** Articles' states and ties as people say them. */
import type { PolicyView } from '../views.ts'

export const stateWords = { draft: 'Draft', published: 'Published', withdrawn: 'Withdrawn' } as const

/** 'Subscription Management' of 'subscription-management', 'Subscription Management: Licence renewal' of a sub-type. */
export function tieName(policy: PolicyView | undefined, tie: string): string {
  const [id, part] = tie.split('/')
  const category = policy?.categories.find((each) => each.id === id)
  if (category === undefined) return tie
  const subType = category.subTypes.find((each) => each.id === part)
  return subType === undefined ? category.name : `${category.name}: ${subType.name}`
}

export const productName = (policy: PolicyView | undefined, id: string): string =>
  policy?.products.find((each) => each.id === id)?.name ?? id

/** Everything that an article can belong to, by desk and name. */
export const tiesOf = (policy: PolicyView | undefined): readonly { id: string; label: string; hint: string }[] =>
  (policy?.categories ?? []).flatMap((category) => {
    const desk = policy?.desks.find((each) => each.id === category.desk)?.name ?? ''
    return [
      { id: category.id, label: category.name, hint: desk },
      ...category.subTypes.map((part) => ({
        id: `${category.id}/${part.id}`,
        label: `${category.name}: ${part.name}`,
        hint: desk,
      })),
    ]
  })
