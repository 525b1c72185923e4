/** What is known of a partner: where it is, whom it has at the vendor, how it is recognised. */
import type { PartnerPageView } from '../../../src/http/wire-registry.ts'
import { useNow } from '../../shared/now.ts'
import { usePolicy } from '../../shared/session.ts'
import { Fact, Facts, SideSection } from '../../shared/ticket/side-section.tsx'
import { cityOf, readInstant, sayClock, sayCountry, sayDay } from '../../shared/time.ts'
import { sayCount, tierName } from '../../shared/words.ts'

export function PartnerFacts({ partner }: { partner: PartnerPageView }) {
  const policy = usePolicy()
  const now = useNow(30_000)
  const { pointOfContact, pointOfContactEntitled: entitled, training } = partner
  return (
    <>
      <SideSection title="Standing">
        <Facts>
          <Fact name="Tier">{tierName(policy, partner.tier)}</Fact>
          <Fact name="Since">{sayDay(readInstant(partner.tierSince ?? partner.createdAt), now)}</Fact>
          {partner.externalRef === null ? null : <Fact name="Reference">{partner.externalRef}</Fact>}
        </Facts>
      </SideSection>
      <SideSection title="Where">
        <Facts>
          <Fact name="Country">
            {sayCountry(partner.country)}
            {partner.state === null ? '' : `, ${partner.state}`}
          </Fact>
          <Fact name={`Time in ${cityOf(partner.zone)}`}>{sayClock(now, partner.zone)}</Fact>
          <Fact name="Data centre">{partner.dataCentre}</Fact>
        </Facts>
      </SideSection>
      <SideSection title="At the vendor">
        <Facts>
          <Fact name="Account manager">{named(partner.accountManager) ?? 'nobody yet'}</Fact>
          <Fact name="Point of contact">{named(pointOfContact) ?? (entitled.allowed ? 'nobody yet' : 'none')}</Fact>
        </Facts>
        {partner.accountManager?.active === false || pointOfContact?.active === false ? (
          <p className="mt-1 text-note text-soon">Nobody has followed yet: name somebody.</p>
        ) : null}
        {pointOfContact === null || !entitled.allowed ? (
          <p className={`mt-1 text-note ${entitled.allowed ? 'text-soon' : 'text-muted'}`}>
            {entitled.allowed ? 'Its tier has a point of contact: name somebody.' : entitled.because}
          </p>
        ) : null}
      </SideSection>
      <SideSection title="Mail domains">
        {partner.domains.length === 0 ? (
          <p className="text-note text-soon">None yet: mail from its people is only known by their own addresses.</p>
        ) : (
          <ul className="text-note">
            {partner.domains.map((domain) => (
              <li key={domain} className="wrap-anywhere">
                {domain}
              </li>
            ))}
          </ul>
        )}
      </SideSection>
      <SideSection title="Training">
        <p className="text-note">
          {training.trained} of {sayCount(training.contacts, 'contact')} with a record.
        </p>
        {training.products.length === 0 ? null : (
          <Facts>
            {training.products.map(({ id, name, trained }) => (
              <Fact key={id} name={name}>
                {trained}
              </Fact>
            ))}
          </Facts>
        )}
      </SideSection>
    </>
  )
}

const named = (person: PartnerPageView['pointOfContact']): string | null =>
  person === null ? null : person.active ? person.name : `${person.name}, who has left`
