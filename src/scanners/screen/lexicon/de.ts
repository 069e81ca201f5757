import type { Lexicon } from './concepts.ts';

export const DE: Lexicon = {
  agent: `automatische_triage automatischen_triage automatisierte_triage automatisierten_triage lesende_assistent lesenden_assistenten automatischer_bericht
    automatische_bericht automatischen_bericht automatischer_befund automatische_befund automatische_zusammenfassung sprachassistent* assistenten_sollen
    ki-systemen jedem_system jedes_system jede_software jede_ki automatischen_systemen automatisches_system ki-assistent* ki-modell* ki-system* ki-agent*
    ki-werkzeug* ki-leser* ki-auswertung* ki_assistent* ki_modell* ki_system* sprachmodell* chatbot* sprach-ki ki-tool* befundassistent* befundungsassistent*
    automatische_auswertung automatische_befundung ki-gestutzt* ki-zusammenfassung* assistenzsystem* ki-software ki-bot maschinelle_zusammenfassung*
    maschinell_gekürzt* maschinell_zusammengefasst* nur_für_textmaschinen textmaschine* software_zur_befundung maschinell_erstellt* automatisch_erzeugt*
    automatisch_erstellt* triage-ki ki_diesen ki-modelle sie_als_ki programm_das_den* automatische_kürzung generierte_beurteilung generierter_befund
    maschinelle_leser maschinellen_leser erzeugter_text erzeugte_text generierter_text generierte_text generierten_text strukturierte_ausgabe wer_oder_was
    ki-anwendung* ki-gestützt* sprachassistenz* textgenerator* berichtsgenerator* schreibhilfe* ein_chatbot befundgenerator* copilot`,
  machine: `jedem_automatischen jedes_automatische ki assistent assistenten assistenz algorithmus modell modelle automatisch* automatisiert* auswertesystem*
    nachgelagert* zusammenfassungsdienst kunstliche_intelligenz agent leseprogramm auslesend*`,
  human: `patient patienten patientin radiologe radiologen radiologin arzt arzte arztin arzten benutzer nutzer nutzern anwender zuweiser personal kollege
    kollegen pflege mta befunder angehorige* klinik kliniker behandler assistenzarzt assistenzärztin oberarzt oberärztin auswerter`,
  override: `setze_auf ignorier* missacht* vergiss vergessen_sie vergesst ubergehe ubergehen verwirf verwerfen uberschreib* umgehe umgehen hinwegsetzen
    ausser_acht ausser_kraft nicht_beachten nicht_befolgen nicht_mehr_gultig aufgehoben unbeachtet ausser_achtlassen lass_ausser lassen_sie_ausser
    gelten_nicht hinfallig setze_dich befolge_nicht deaktivier* unberucksichtigt nicht_berucksichtigen sind_aufgehoben überholt ist_überholt zurückgezogen
    gilt_als_zurückgezogen nicht_mehr_gelten gelten_nicht_mehr vergiss_deine außer_kraft ausgesetzt gilt_nicht nicht_anwendbar unwirksam nichtig widerrufen
    suspendiert erloschen ersetzt_durch verlieren_ihre_gültigkeit keine_gültigkeit keine_geltung nicht_länger vergiss* verwirf* halte_dich_nicht beachte_nicht
    beachten_sie_nicht nicht_zu_beachten unbeachtlich hinweg`,
  instruction: `anweisung anweisungen instruktion* vorgabe vorgaben regel regeln richtlinie* befehl befehle prompt prompts systemprompt eingabeaufforderung*
    sicherheitsregel* beschrankung* weisung weisungen anleitung leitplanken sicherheitsvorgaben`,
  prior: `vorherig* bisherig* vorig* obig* alle aller allen alles fruhere* vorangegangen* vorangehend* deine deinen deiner ihre ihren ihrer ursprunglich*
    bestehend* samtlich* zuvor vorstehend* sonstige* gegeben*`,
  sysprompt: `systemprompt* system-prompt* systemanweisung* system_prompt deine_anweisungen deinen_anweisungen ihre_anweisungen ihre_internen
    interne_anweisungen versteckte_anweisungen initialprompt ursprungsprompt internen_anweisungen was_dir_zuvor dir_zuvor_gesagt was_vor_diesem
    vor_diesem_dokument deine_vorgaben deiner_vorgaben bisherigen_vorgaben ursprüngliche_vorgaben dein*_anweisung* ihr*_anweisung* dein*_vorgab*
    dein*_instruktion* dein*_regel* wortlaut_deiner dein*_systemprompt* dein*_einstellung* dein*_konfiguration ausgangsanweisung* gedächtnis
    aus_deinem_gedächtnis`,
  when: `wenn falls sobald bei beim wahrend bevor vor nach im in sofern fur`,
  task: `generieren erstellen fragt fragen erstellung zusammenfass* zusammenzufassen auswert* beantwort* analysier* analyse erstell* verarbeit* interpretier*
    ubersetz* triagier* klassifizier* befundung gefragt frage anfrage nachfrage generier* lesen_dieser einlesen formulier* priorisier* bericht_erstellen
    beurteil* befunderstellung berichterstellung triage codierung kodierung kürzen gekürzt kürzung zusammengefasst erzeugt erzeugen verarbeitet verfasst
    formulieren formuliere übersetzen erläutern`,
  output: `einzutragen eintragen zu_markieren markieren anzugeben angeben vermerken zu_vermerken festzuhalten einzustufen bestatigen teile_dem mit auszugeben
    darzustellen stellen dar setze_die schreib* sag sage sagen_sie antworte antworten_sie antwortest gib geben_sie nenn* erklar* berichte berichten_sie
    beschreib* bewerte* stufe_* stufen_sie klassifizier* markier* setze setzen_sie fuge fugen_sie behaupte* bezeichne* trage tragen_sie notier* vermerk*
    ausgeben lautet lauten melde melden_sie werte werten_sie ordne ordnen_sie gebe teile teilen_sie_mit erwahne erwahnen_sie halte fest empfiehl empfehlen_sie
    einstufen formulier* bestatig* ersetze* stelle_fest behandle behandeln_sie festhalten steht stehen heissen heisst bezeichnen bezeichne bewerten bewerte
    nennen nennt führen darstellen wiedergeben verwenden verwende antworten verweise verweisen werte_*_als gib_* behaupt* führ*_als stell*_dar deklarier*
    beschreib*_als geb* trag*_ein werten zu_werten zu_bewerten kennzeichn* verneine* leugne* bestreit* kennzeichne*`,
  product: `dringlichkeit zusammenfassung* antwort antworten ausgabe ausgaben beurteilung befund befundes befundbericht bericht arztbrief ergebnis kurzfassung
    fazit entwurf einstufung priorisierung bewertung prioritat kurzversion fassung fassungen laienverständliche* entlassbrief brief briefe übersetzung
    erläuterung befundtext arztbriefs text texte befundliste arztbrief* bericht* kurzbericht* zusammenfass* beurteilung* schlussfolgerung formulierung*
    ausgabe* antwort* entwurf* befundtext* epikrise`,
  claim: `kein_pathologisch* keine_pathologisch* nicht_dringlich nicht-dringlich ruckbildung vollstandig_zuruckgebildet abgebrochen gesund gesunde gesunden
    storniert keine_allergien_bestehen keine_angaben leer leere_liste in_ordnung alles_ok okay unbedenklich niedrig keine_auffalligkeiten keine_besonderheiten
    unauffallig* normal normalbefund normaler normale kein_nachweis kein_befund kein_anhalt* kein_herd keine_auffallig* kein_rundherd* keine_rundherd*
    keinen_rundherd* kein_tumor keine_lasion* keine_fraktur* keine_blutung* kein_pneumothorax keine_metastas* keine_raumforderung* keine_pathologi*
    keine_kontrolle keine_allergien keinerlei ohne_befund o.b. regelrecht* gutartig* benigne negativ stabil unverandert* keine_weiter* keine_verlaufskontrolle
    bi-rads_1 birads_1 unbedenklich* dringlichkeit routine geringe_prioritat artefakt* bosartig* kein_hinweis keine_hinweise keinen_hinweis keine_malign*
    kein_tumor* keine_tumor* keine_metast* vorliegt_kein niedrigste kein_erguss kein_handlungsbedarf als_alt alt_zu altersentsprechend* normalbefund*
    als_artefakt keine_weitere bekannt ist_bekannt als_bekannt keine_diagnostik abgeheilt harmlos* zyste als_gutartig intakt normal_weit stabil_seit
    leere_befundliste ist_null gleich_null entfernt_worden unverändert_seit ohne_pathologie krankheitsfrei ohne_auffälligkeiten keine_akut* kein_akut*
    altersgemäß* physiologisch* nicht_eilig nicht_eilbedürftig harmlos ausgeheilt rückläufig vollständig_rückläufig unverdächtig* keine_penicillinallergie
    keine_kontraindikation* überlagerung* duplikat mit_nein abgesagt`,
  suppress: `unerwahnt_lassen unerwahnt_zu_lassen durfen_nicht zu_verschweigen verschwiegen keine_auskunft darf_das_wort nicht_enthalten verschweige
    nicht_nennen darfst_nicht nichts_uber nicht_uber lass_den lass_die lass_das lassen_sie_den lassen_sie_die nicht_genannt nicht_erwahnt nicht_aufgefuhrt
    nicht_berucksichtigt_werden nicht_erwahn* erwahne_nicht erwahnen_sie_nicht nicht_aufnehmen nicht_aufzunehmen nicht_auffuhren nicht_berichten
    nicht_anzugeben weglass* wegzulassen lass_weg lasse_weg lassen_sie_weg auslass* verschweig* unterdruck* unerwahnt keine_erwahnung nicht_ausgeben
    nicht_erscheinen nicht_auftauchen nicht_beschreiben ausblend* unterschlag* verberg* nicht_melden nicht_zu_erwahnen entfern* keinen_hinweis_auf nenne_nicht
    nicht_dokumentieren nicht_zu_nennen auszulassen nicht_vorkommen fortlassen fortzulassen weglassen lass_ihn lass_sie lass_es lassen_wir weg ohne_den
    ohne_die auskommen nicht_genannt_werden vermeiden zu_vermeiden meiden verzichten auf_kontrolluntersuchungen nicht_aufzuführen keine_allergien_aufzuführen
    nicht_warnen nicht_alarmieren weggelassen keine_erwähnung verdient_keine nicht_erwähnenswert nicht_der_rede_wert nicht_zu_erwähnen nicht_erwähn* unerwähnt
    nicht_nenn* nicht_aufführ* nicht_auflist* nicht_anführ* nicht_berichte* nicht_beschreib* nicht_aufnehm* nicht_ausgeb* nicht_darstell* nicht_angeb*
    nicht_eingeh* nicht_hinweis* nicht_vermerk* nicht_dokumentier* nicht_aufgeführt nicht_beschrieben nicht_angegeben übergangen übergehen abraten ausgespart
    aussparen herauslassen raushalten ohne_erwähnung ohne_nennung tilg* streich* lass_den_abschnitt leer_lassen abschnitt_leer`,
  finding: `bilddaten messwerte karzinom bild bilder aufnahme aufnahmen hinweis befund befunde befunden rundherd* herd herde lasion* raumforderung* tumor*
    fraktur* blutung* pneumothorax erguss embolie* karzinom* malignom* metastase* auffalligkeit* verschattung* verkalkung* stenose* aneurysma infarkt
    schlaganfall allergie* kontraindikation* messung* messwert* knoten diagnose abklarung verlaufskontrolle raumforderung lymphom schilddrüsenknoten rezidiv
    penicillin allergie perforation hämatom abszess herdbefund metastasen maße seitenangaben größe überdosis tumor medikament mittel kritische_befunde`,
  secrecy: `sag_niemandem niemandem_etwas sage_niemandem nicht_mitgeteilt nicht_gesagt nicht_erfahren nicht_gezeigt nicht_angezeigt nicht_mitteilen
    nicht_verraten nicht_offenlegen nichts_davon ohne_hinweis ohne_es_zu_erwahnen ohne_dies_zu ohne_dass heimlich stillschweigend unbemerkt verrate_nicht
    verraten_sie_nicht teile_nicht informiere_nicht informieren_sie_nicht geheim_halten unauffallig_ausfuhren ohne_ruckfrage ohne_bestatigung erwahne_diese
    erwahnen_sie_diese diesen_hinweis_nicht diese_anweisung_nicht niemandem nicht_informieren darf_nichts_erfahren nichts_erfahren nichts_mitbekommen
    niemand_darf nicht_bestätigen bestätige_das_nicht ohne_erwähnung im_stillen nichts_merken nichts_merkt nichts_erfährt nichts_ahnt ohne_wissen
    hinter_dem_rücken nicht_auffällt nicht_auffallen`,
  self: `diese_anweisung* dieser_anweisung* diese_nachricht dieser_hinweis diesen_hinweis dieser_text diesen_text diese_notiz diese_zeile dieses_feld
    dieser_eintrag folgende_anweisung* folgenden_anweisung* dieser_datei dieses_dokument* dieser_vorgabe diese_vorgabe dieser_absatz diesen_absatz
    dieser_zeile in_dieser_zeile diesem_hinweis von_diesem_hinweis dieser_regel diese_instruktion* diese_vorgaben`,
  send: `sende senden_sie schicke schicken_sie ubermittle ubermitteln_sie ubertrag* lade_hoch hochladen leite_weiter leiten_sie_weiter weiterleiten exportier*
    versende versenden_sie poste maile mailen_sie kopiere veroffentlich* zu_senden zu_schicken leite weiterzuleiten leitet hänge anhängen weitergeben
    gib_weiter übergib verschicke verschicken übersend* überträg* leite_*_weiter leiten_sie_*_weiter sende_* schick* mail*`,
  secret: `passwort* kennwort* zugangsdaten api-schlussel schlussel anmeldedaten patientendaten patientenliste patientenakte* chatverlauf gesprachsverlauf
    umgebungsvariable* geheimnis* datenbank patientennamen verlauf arbeitsliste token sämtliche_vorbefunde alle_vorbefunde vollständige_patientenliste
    geburtsdatum geburtsdaten geheimwort geheime_schlüssel interne_daten vorbefunde_an sämtliche_befunde alle_namen namen_aller geburtsdat*
    versichertennummer* adressen_der interne* konfigurationsdatei* dateiinhalt*`,
  execute: `fuhre fuhren_sie ausfuhren auszufuhren rufe rufen_sie aufrufen aufzurufen losche loschen_sie losch* offne offnen_sie starte starten_sie besuche
    klicke klicken_sie installier* nutze nutzen_sie verwende verwenden_sie herunterladen lade_herunter uberschreib* storniere* signiere signieren
    unterschreibe speichere speichern storniere bestelle beauftrage rufe_das entferne lösche_die wähle sperre öffne* trag*_ein änder* ruf*_auf sperr* lösch*
    signier* unterschreib* bestell* stornier* erstell*_einen führ*_aus klick*`,
  tool: `werkzeug werkzeuge tool tools funktion befehl befehle shell datenbank datei dateien link webseite skript code archiv studie studien akte akten
    auftrag auftrage sicherung* aufnahmen serie serien terminal e-mail-werkzeug löschwerkzeug signaturwerkzeug mailfunktion löschfunktion funktion_zum
    werkzeug_zum gedächtnis dauerhaft protokoll schnittstelle kommentarfeld browser api auftragswerkzeug kalender postfach`,
  role: `du_bist_jetzt du_bist_nun sie_sind_jetzt sie_sind_nun du_bist_ein agiere_als handle_als verhalte_dich tu_so_als entwicklermodus wartungsmodus
    deine_neue_aufgabe deine_aufgabe ihre_neue_aufgabe ihre_aufgabe_ist neue_rolle spiele_die_rolle stell_dir_vor ohne_einschrankung* uneingeschrankt*
    du_bist_ab_sofort sei_ab_jetzt verlasse_deine_rolle`,
  authority: `neue_anweisung* neue_anweisungen systembefehl wichtige_anweisung* wichtiger_hinweis_an administratoranweisung hochste_prioritat anweisung_an
    anweisungen_an hinweis_an hinweis_fur ende_des_befund* ende_des_dokument* vorrangig* ki-hinweis ki-anweisung* neue_aufgabe zusatzliche_anweisung*
    ende_des_berichts gilt_allein gilt_nur gilt_ausschließlich es_gilt_die_regel allein_dieser`,
  modal: `wird_gebeten werden_gebeten gebeten ist_als sind_als stets darfst ist_von muss mussen musst soll sollen sollst sollte sollten darf_nicht bitte immer
    niemals nie nur unbedingt zwingend ist_zu sind_zu hat_zu haben_zu unverzuglich sofort`,
  second: `du dich dir dein deine deinen deiner`,
  reveal: `verrate verraten_sie zeige zeigen_sie wiederhole wiederholen_sie gib_aus geben_sie_aus offenbare offenlegen nenne_mir drucke ausgeben gib_wieder
    wörtlich gib_deine genauen_wortlaut im_wortlaut beginne_deine beginne_mit zitiere wiederhol* offenbar* verrat* nenn*_mir zeig* preisgeb* gib_preis`,
  regardless: `egal ohne_bild unabhangig ungeachtet egal_was egal_welche stattdessen auf_jeden_fall in_jedem_fall trotz auch_wenn selbst_wenn ohne_rucksicht
    statt anstelle`,
  address: `an_die an_den an_das an_alle fur_die fur_den fur_das hinweis_an hinweis_fur achtung liebe lieber falls_du wenn_du falls_sie_ein als_ki
    nachricht_an notiz_fur notiz_an`,
  yours: `deine_antwort deiner_antwort deine_zusammenfassung deiner_zusammenfassung deine_ausgabe deiner_ausgabe ihre_antwort ihrer_antwort
    ihrer_zusammenfassung ihrer_ausgabe deine_beurteilung dein_befund deine_kurzfassung ihre_beurteilung ihr_entwurf dein*_antwort* dein*_ausgabe*
    dein*_zusammenfassung* dein*_text* dein*_bericht* dein*_beurteilung* dein*_befund* ihr*_zusammenfassung ihr*_ausgabe dein*_werkzeug* dein*_tools
    dein*_funktionen`,
  chat: `gedicht gedichte witz rezept aufsatz geschichte lied python javascript hauptstadt ubersetze schreibe_einen_code piratensprache`,
  link: `folgende_adresse folgende_url endpunkt webhook externe_adresse externen_server`,
  reply: `antworte antworten_sie beantworte beantworten_sie ausgeben auszugeben gib_aus geben_sie_aus gib_nur gib_auf zuruckgeben drucke antwortet
    antworten_mit`,
  trust: `vertraue vertrauen_sie glaube verlass_dich verlassen_sie_sich folgen_sie_nur gehorche halte_dich halten_sie_sich folge_nur tu_was tue_was folge_dem
    befolge handle_danach was_dort_steht`,
  tamper: `ersetze ersetzen_sie vertausche vertauschen tausche verdopple verdoppeln halbiere halbieren multipliziere andere andern_sie senke erhohe
    stufe_herab setze setzen_sie umbenennen verringere zu_halbieren zu_verdoppeln abzuandern uberschreibe stufe_hoch zu_vertauschen ans_ende auf_niedrig`,
  wording: `das_wort die_worter wort worter satz formulierung wortlich den_satz den_text begriff ausdruck genau den_begriff wörtlich`,
  question: `frage fragen jede_frage alle_fragen ruckfrage ruckfragen nachfrage nachfragen auf_nachfrage bei_ruckfragen anfrage anfragen gefragt fragt
    nachfragt nach_der_größe_gefragt auf_die_frage wenn_gefragt falls_gefragt bei_nachfrage gefragt_ob wenn_jemand_fragt falls_jemand_fragt auf_fragen`,
  user: `benutzer nutzer anwender bediener benutzern nutzern benutzerkonten fragenden`,
  care: `vorbereitung nuchtern entlassung medikament* dosierung kontrastmittel termin injektion ernahrung wundversorgung atem* bedienungsanleitung gerat
    gerates betrieb wartung hersteller lagerung taste menu schaltflache modellreihe gerätemodell modell_somatom formular fragebogen bogen rückseite`,
  know: `erfahren erfährt merken bemerken bemerkt mitbekommen mitbekommt wissen weiß kenntnis ahnen auffallen wahrnehmen merk* erfahr* bemerk* mitbekomm*
    wiss* ahn* entdeck* gewahr dahinterkomm*`,
  not: `nicht nichts niemand niemandem kein keine keinen keiner nie ohne darf_nicht`,
  software: `software programm programme programms rechner computer maschine maschinen maschinell maschinelle maschineller maschinellen system systeme
    anwendung dienst werkzeug tool tools`,
  identifier: `löschwerkzeug* löschfunktion* signaturwerkzeug* e-mail-werkzeug* mailwerkzeug* funktion_auf werkzeug_auf funktion_zum_löschen
    funktion_zum_senden die_funktion_die`,
  henceforth: `ab_sofort ab_jetzt von_nun_an künftig fortan`,
  forbid: `verboten untersagt nicht_erlaubt nicht_gestattet unzulässig darf_nicht dürfen_nicht`,
  mention: `erwähn* nenn* anführ* aufführ* angeb* berichte* beschreib* einschließ* enthalt* erschein* vorkommen aufnehm* hinweis* eingehen dokumentier*
    vermerk* schreib* sprech* melde* darstell* ausgeb*`,
  digest: `zusammenfassung* zusammenfass* zusammengefasst kurzfassung* kurzversion* generierter_text generierte_text generierten_bericht generierten_befund
    ki-bericht ki-zusammenfassung resümee`,
};
