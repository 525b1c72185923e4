/** How mail programs introduce what they quote, in the languages that partners write in. */

/** 'wrote', as it stands at the end of an attribution, or before the name. */
export const wrote =
  /(?<![\p{L}])(wrote|writes|sent|schrieb|schrieben|skrev|a écrit|écrit|escribió|ha scritto|scrisse|schreef|geschreven|geschrieben|escreveu|napisał(\(a\))?|napisała|написал(а|\(а\))?|пише|писав|писал|đã viết|kirjoitti|yazdı|写道|寫道|のメール|さんは書きました|作成|작성)(?![\p{L}])/iu

/** How an attribution begins. */
export const opener =
  /^[-\s*]*(on|at|am|vom|den|le|el|il|op|em|på|dnia|w dniu|vào|kl|pe|ti|ke|to|ma|la|su|在|于|mon|tue|wed|thu|fri|sat|sun)[\s,.]/iu

/** Field names of the block that Outlook and others put above what they quote. */
const from =
  'from|von|de|da|van|från|fra|od|от|від|发件人|寄件者|差出人|보낸 사람|lähettäjä|gönderen|kimden|remitente|expéditeur|mittente'
const others = [
  'sent|date|gesendet( am)?|datum|envoyé( le)?|enviado( el| em)?|inviato|data|fecha|verzonden|skickat|sendt|dato|wysłano|wysłane|отправлено|дата|发送时间|日期|送信日時|날짜|보낸 날짜|lähetetty|gönderildi|tarih',
  'to|an|à|para|a|aan|till|til|do|кому|收件人|宛先|받는 사람|vastaanottaja|kime|destinatario|destinataire',
  'subject|betreff|objet|asunto|oggetto|onderwerp|ämne|emne|temat|тема|主题|主旨|件名|제목|aihe|konu|assunto',
  'cc|kopie|copia|reply-to|answer to|antwort an|répondre à|risposta|responder a|kopia|копия|抄送',
]
const field = (names: string): RegExp => new RegExp(`^[\\s*>|]*(${names})\\s*\\*?\\s*[:：]\\*?`, 'iu')
export const headFields = [field(from), ...others.map(field)]

/** '-----Original Message-----', and what says the same. */
export const originalMessage =
  /^[\s>*]*[-_]{2,}\s*(original message|reply message|ursprüngliche nachricht|original[- ]?nachricht|antwort nachricht|oprindelig meddelelse|opprinnelig melding|ursprungligt meddelande|message d['’]origine|message original|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|wiadomość oryginalna|исходное сообщение|пересылаемое сообщение|原始邮件|原始郵件|元のメッセージ|원본 메시지|alkuperäinen viesti)\s*(-{2,}|_{2,})?[\s*]*$/iu

export const forwardedMessage =
  /^[\s>*]*(-{2,}\s*(forwarded (message|by .{1,80})|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada|vidarebefordrat meddelande|转发的邮件|转发邮件|転送メッセージ)\s*-{2,}|begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message réexpédié\s?:|inizio messaggio inoltrato:)[\s*]*$/iu

/** What telephones and programs add below. */
export const addedBelow = [
  /^\W{0,3}(sent|delivered|written) (from|via|with|by|using) .{2,80}$/iu,
  /^\W{0,3}(get|download) \W?(outlook|boxer|yahoo mail|the .{1,30} app|bluemail|newton) .{2,300}$/iu,
  /^\W{0,3}(holen sie sich|laden sie|télécharge[rz]|obtene[rz]|obtenga|obtén|ottieni|scarica|baixar|hämta|hent|pobierz|скачать) \W?outlook .{2,300}$/iu,
  /^\W{0,3}(outlook (for|pour|für) (ios|android)|(ios|android) ?版 ?outlook)\W{0,3}を(入手|取得|ダウンロード).{0,300}$/iu,
  /^from my .{2,40}$/iu,
  /^(\p{L}+ ){0,4}from mobile$/iu,
  /^\W{0,3}(von meinem|gesendet (von|mit|über)|diese nachricht wurde von|von .{2,30} gesendet).{2,120}$/iu,
  /^\W{0,3}(envoyé (depuis|de|à partir)|enviado (desde|do|de)|inviato da|verzonden (met|vanaf|vanuit)|verstuurd vanaf|sendt fra|skickat från|wysłane? z|отправлено (с|из)|lähetetty|obtenir outlook|obtener outlook|downloaden sie).{2,120}$/iu,
  /^(從我的|从我的|发自我的|發自我的|自我的).{0,40}$/u,
  /^iphoneから送信$|^.{0,20}から送信$/iu,
]

/** The marker that our own letters carry on top: what stands above it is the answer. */
export const ownMarker = '##- Please write your answer above this line -##'
