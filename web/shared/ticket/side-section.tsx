/** The panel beside a ticket: titled sections of names and values. */
export const SideSection = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <section>
    <h2 className="mb-1 text-small text-muted">{title}</h2>
    {children}
  </section>
)

export const Facts = ({ children }: { children: React.ReactNode }) => (
  <dl className="num grid grid-cols-[fit-content(60%)_minmax(0,1fr)] gap-x-3 gap-y-1 text-note">{children}</dl>
)

export const Fact = ({ name, children }: { name: React.ReactNode; children: React.ReactNode }) => (
  <>
    <dt className="text-muted wrap-anywhere">{name}</dt>
    <dd className="text-right wrap-anywhere">{children}</dd>
  </>
)
