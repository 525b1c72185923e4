/** The public words of an idea. */
import { usePolicy } from '../../shared/session.ts'
import { Field, TextArea, TextField } from '../../shared/ui/field.tsx'
import { Select } from '../../shared/ui/select.tsx'

export interface Words {
  readonly title: string
  readonly description: string
  /** '' for none. */
  readonly product: string
}

interface WordsFieldsProps {
  readonly words: Words
  readonly onChange: (words: Words) => void
  readonly fields: Readonly<Record<string, string>>
}

export const wordsMissing = ({ title, description }: Words): string | null =>
  title.trim() === '' ? 'Give it a title.' : description.trim() === '' ? 'Describe it.' : null

export const bodyOf = ({ title, description, product }: Words) => ({
  title,
  description,
  product: product === '' ? null : product,
})

export function WordsFields({ words, onChange, fields }: WordsFieldsProps) {
  const products = usePolicy()?.products ?? []
  return (
    <>
      <TextField
        label="Title"
        value={words.title}
        maxLength={140}
        onChange={(event) => onChange({ ...words, title: event.target.value })}
        error={fields.title}
      />
      <TextArea
        label="Description"
        hint="Every partner reads it: what is wanted, without customers, partners or addresses."
        rows={5}
        value={words.description}
        onChange={(event) => onChange({ ...words, description: event.target.value })}
        error={fields.description}
      />
      <Field label="Product" error={fields.product}>
        <Select
          label="Product"
          value={words.product}
          onChange={(product) => onChange({ ...words, product })}
          options={[
            { value: '', label: 'None in particular' },
            ...products.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Field>
    </>
  )
}
