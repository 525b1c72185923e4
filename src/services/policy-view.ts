/** The current policy as forms and readers want it: what there is to choose, and what is promised. */
import type { App } from './app.ts'

export type PolicyView = ReturnType<typeof policyView>

export function policyView(app: App) {
  const policy = app.policies.current()
  return {
    version: policy.version,
    vendor: { name: policy.vendor.name },
    desks: policy.desks.map(({ id, name, covers, description, severities }) => ({
      id,
      name,
      covers,
      description,
      severities: severities.map(({ level, name: called, definition, examples, commitment }) => ({
        level,
        name: called,
        definition,
        examples: [...examples],
        commitment: {
          acknowledgement: {
            from: commitment.acknowledgement.from as number,
            to: commitment.acknowledgement.to as number,
          },
          determination: { from: commitment.determination.from as number, to: commitment.determination.to as number },
        },
      })),
    })),
    tiers: policy.tiers.map(({ id, name, rank, targetPosition }) => ({ id, name, rank, targetPosition })),
    requestTypes: policy.requestTypes.map((type) => ({ ...type })),
    categories: policy.categories.map(
      ({ id, desk, name, description, subTypes, scope, outOfScopeReply, critical }) => ({
        id,
        desk,
        name,
        description,
        subTypes: subTypes.map((part) => ({ id: part.id, name: part.name })),
        scope,
        outOfScopeReply: outOfScopeReply ?? null,
        critical,
      }),
    ),
    products: policy.products.map((product) => ({ ...product })),
    intake: { descriptionWords: policy.intake.descriptionWords },
    regions: policy.regions.map(({ id, name }) => ({ id, name })),
    attachments: {
      perFileMb: policy.attachments.perFileMb,
      perMessageMb: policy.attachments.perMessageMb,
      filesPerMessage: policy.attachments.filesPerMessage,
    },
  }
}
