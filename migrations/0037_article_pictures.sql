-- Pictures of articles (B10): uploads that a version of an article shows. Whoever may read that version may see them, and nobody else.

create table article_pictures (
  article_id uuid not null,
  version integer not null,
  attachment_id uuid not null references attachments,
  primary key (article_id, version, attachment_id),
  foreign key (article_id, version) references article_versions (article_id, number)
);
create index article_pictures_of on article_pictures (attachment_id);
create trigger article_pictures_stay before update or delete on article_pictures for each row execute function refuse_change();
create trigger article_pictures_are_kept before truncate on article_pictures for each statement execute function refuse_change();

alter table article_pictures enable row level security;
/* As the versions are: a partner knows of those of the one that is published for it (articles has its own policy). */
create policy readers on article_pictures for select
  using ((select sees_all()) or exists (select from articles a
    where a.id = article_pictures.article_id and a.published_version = article_pictures.version));
create policy staff_adds on article_pictures for insert with check ((select sees_all()));
grant select, insert on article_pictures to partner_desk_app;

create policy of_guide on attachments for select
  using (used_for = 'guide' and exists (select from article_pictures p where p.attachment_id = attachments.id));
