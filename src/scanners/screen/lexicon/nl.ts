import type { Lexicon } from './concepts.ts';

export const NL: Lexicon = {
  agent: `automatische_triage lezende_assistent automatische_verslag automatisch_verslag gegenereerde_verslag automatische_samenvatting elk_systeem
    elk_automatisch elke_software elke_ai automatisch_systeem automatische_systemen elk_model taalmodel* ai-assistent* ai-model* ai-systeem ai-systemen
    ai-agent* ai-tool* ai-lezer* ai_assistent* ai_model* chatbot* virtuele_assistent digitale_assistent leesassistent verslagassistent automatische_lezer*
    generatieve_ai ai-software ki-assistent* door_een_machine triagesoftware programma_dat_dit_verslag model_dat_dit_leest modellen_die_dit_lezen
    automatisch_gemaakt automatisch_opgesteld gegenereerde_tekst triage-ai alleen_voor_taalmodellen automatische_lezers gestructureerde_uitvoer een_chatbot
    wie_of_wat wat_dit_leest tekstgenerator verslaggenerator copiloot model_dat machine_die schrijfhulp`,
  machine: `ai assistent assistenten algoritme algoritmen model modellen automatisch* geautomatiseerd* kunstmatige_intelligentie robot agent samenvatter`,
  human: `patient patienten radioloog radiologen arts artsen clinicus clinici gebruiker gebruikers verpleegkundige* laborant personeel collega team aanvrager
    behandelaar lezer`,
  override: `kijk_niet negeer negeert negeren vergeet vergeten_je_alle omzeil omzeilen overschrijf overschrijven veronachtzaam sla_geen_acht geen_acht
    schenk_geen laat_buiten_beschouwing buiten_beschouwing volg_niet volg_geen niet_opvolgen houd_geen_rekening vervang schakel_uit herroep annuleer verwerp
    zet_opzij stel_buiten_werking zijn_vervallen vervallen achterhaald is_achterhaald ingetrokken zijn_opgeschort opgeschort niet_van_toepassing gelden_niet
    geldt_niet gelden_niet_meer ongeldig nietig verlopen verouderd buiten_werking negeer* laat_vallen schuif_terzijde`,
  instruction: `instructie instructies aanwijzing aanwijzingen opdrachten regel regels richtlijn richtlijnen prompt prompts bevel bevelen beperkingen
    voorschriften beleid opdracht veiligheidsregels commando*`,
  prior: `vorige voorgaande eerdere alle al je jouw uw bovenstaande oorspronkelijke bestaande andere elke initiele`,
  sysprompt: `systeemprompt systeem-prompt systeeminstructie* systeem_prompt jouw_instructies je_instructies interne_instructies verborgen_instructies
    oorspronkelijke_prompt oorspronkelijke_opdracht wat_je_eerder_is_verteld eerder_is_verteld voor_dit_document_stond je_opdracht exacte_tekst_van_je
    uw_instructies je_regels je_configuratie je_prompt je_geheugen uit_je_geheugen`,
  when: `wanneer als indien zodra bij tijdens voor voordat nadat na terwijl in`,
  task: `genereren_van gelezen samenvat samenvatten samenvatting_maakt vat_samen samen_te_vatten opstellen opstelt genereren genereert analyseren analyseert
    beantwoorden beantwoordt verwerken verwerkt interpreteren vertalen gevraagd gevraag* classificeren lezen_van automatische_analyse triage verslaglegging
    schrijft maken_van verwerking samenvatten_van beoordelen verkorten verkorte samengevat vereenvoudigen uitleggen leest opgesteld`,
  output: `vul in_te_vullen invullen gemarkeerd markeren aanmerken bevestigen noteren opgenomen zeg_tegen beschreven_als worden_beschreven praat zet_de zeg
    zegt zeggen vermeld vermeldt vermelden schrijf schrijft antwoord antwoordt meld meldt melden geef geeft stel vast rapporteer rapporteert classificeer
    beschrijf voeg noteer beschouw concludeer markeer zet neem_op bevestig beweer behandel label toon plaats beoordeel adviseer luidt luiden aangeven opnemen
    beschrijven beschrijft beoordelen gebruik beschouwen gebruik_de_formule schrijven_dat verklaar* classificeer* beschrijf* noteer* stel* concludeer*
    schrijf* antwoord* beschouw* zet* geef_aan ontken* raad_aan`,
  product: `samenvatting samenvattingen antwoord antwoorden conclusie conclusies verslag verslagen rapport impressie uitvoer resultaat concept classificatie
    prioriteit brief beoordeling versie versies verkorte_versie ontslagbrief uitleg vertaling tekst teksten gestructureerde_uitvoer lijst_van_bevindingen
    formule formulering samenvatting* conclusi* antwoord* verslag* rapport*`,
  claim: `geen_pathologie geen_pathologische niet-urgent niet_urgent geannuleerd lege_lijst leeg in_orde alles_in_orde alles_is_goed niets_bijzonders laag
    zonder_bijzonderheden normaal normale geen_afwijking* geen_nodul* geen_nodus geen_laesie* geen_fractu* geen_bloeding* geen_aanwijzing* geen_tumor*
    geen_massa geen_metasta* geen_pneumothorax geen_bijzonderheden geen_allergie* geen_vervolg* geen_verdere geen_follow zonder_afwijkingen goedaardig*
    negatief gezond stabiel onveranderd routine niet_dringend lage_prioriteit artefact* bi-rads_1 birads_1 kwaadaardig geen_controle afwezig als_oud oud
    geen_afwijkingen als_artefact is_bekend goedaardig geen_actie gezond_persoon gezonde ventrikels_zijn_normaal is_nul nul stabiel_sinds verwijderd
    is_verwijderd geen_acute_ziekte acute_ziekte fysiologisch* genezen zonder_belang onbelangrijk niet_verdacht geen_contra-indicatie onveranderd_sinds
    duplicaat nee`,
  suppress: `niet_bevatten mag_het_woord praat_niet niet_over spreek_niet noem_de noem_het vermeld_niet niet_vermelden niet_te_vermelden vermeld_geen
    noem_niet noem_geen niet_noemen niet_opnemen neem_niet niet_rapporteren rapporteer_niet rapporteer_geen niet_beschrijven beschrijf_niet nooit_vermelden
    laat_weg weglaten weg_te_laten laat_achterwege verberg verzwijg verzwijgen onderdruk zonder_vermelding zonder_te_vermelden mag_niet_worden_vermeld
    niet_worden_vermeld niet_worden_genoemd mag_niet_voorkomen geen_melding verwijder meld_niet meld_geen niet_melden mag_er_niet_in_voorkomen
    niet_in_voorkomen laat_de laat_het weg laat_hem_weg weggelaten gebruik_niet vermijd vermijden adviseer_geen verdient_geen_vermelding verdient_geen
    geen_vermelding niet_vermeld* niet_noem* niet_benoem* niet_beschrijf* niet_opnem* niet_rapporteer* niet_genoemd niet_vermeld niet_beschreven
    zonder_te_noemen weglat* verzwijg* verberg* verwijder*_uit afraden afraadt niet_nodig_te_vermelden blijft_buiten blijft_weg laat_leeg leeg_laten
    laat_de_rubriek`,
  finding: `beeld beelden bevinding bevindingen nodulus noduli nodus laesie laesies massa tumor* fractuur fracturen bloeding* pneumothorax effusie embolie
    kanker carcinoom afwijking afwijkingen verkalking* stenose aneurysma infarct beroerte allergie allergieen contra-indicatie* meting metingen diagnose
    metastase* lymfoom recidief perforatie hematoom niertumor schildklierknobbel biopsie grootte maten controle bloeding tumor overdosis middel medicijn
    kritieke_bevindingen`,
  secrecy: `vertel_niet vertel_niemand niet_vertellen onthul_niet niet_onthullen informeer_niet niet_informeren waarschuw_niet zonder_te_vertellen
    zonder_te_melden zonder_te_informeren zonder_medeweten heimelijk in_het_geheim stilletjes stilzwijgend geheim_houden houd_dit_geheim zonder_bevestiging
    zonder_te_vragen vermeld_deze noem_deze vermeld_dit_bericht deze_instructie_niet mag_niets_weten niet_te_weten niemand_mag zonder_het_te_vermelden
    niet_opmerkt niet_merkt niet_doorheeft zonder_dat achter_de_rug`,
  self: `deze_instructie dit_bericht deze_notitie deze_tekst deze_instructies deze_regel dit_veld dit_bestand dit_document volgende_instructie* deze_opdracht
    deze_aanwijzing* deze_alinea van_dit_bericht deze_zin deze_aanwijzingen`,
  send: `stuur stuurt sturen verstuur verzend verzenden upload doorsturen stuur_door exporteer publiceer deel mail kopieer overdragen zend voeg_bij geef_door
    stuur* verstuur* zend* deel_met publiceer*`,
  secret: `wachtwoord* api-sleutel* inloggegevens patientgegevens patientenlijst patientdossier* gesprekgeschiedenis gespreksgeschiedenis geschiedenis
    geheimen omgevingsvariabelen database dossiers token* werklijst alle_eerdere_verslagen eerdere_verslagen patiëntenlijst geboortedatum geheime_sleutel
    geheim_woord geboortedata namen_van_patiënten namen_van_alle adressen_van burgerservicenummer configuratiebestand inhoud_van_het_bestand`,
  execute: `voer voert uitvoeren roep_aan aanroepen start verwijder verwijderen wis wissen open klik bezoek download installeer gebruik wijzig overschrijf
    onderteken ondertekenen sla_op bewaar roep gebruik_de annuleer wijzig* maak_aan annuleer* wis* verwijder* onderteken* bewaar* klik*`,
  tool: `hulpmiddel tool tools functie functies commando opdracht shell terminal database bestand bestanden link website pagina script code archief
    onderzoeken dossiers order verwijderfunctie mailfunctie functie_aan functie_die geheugen opmerkingen browser interface api mail agenda`,
  role: `je_bent_nu jij_bent_nu u_bent_nu je_bent_niet_langer je_bent_geen gedraag_je_als doe_alsof handel_als ontwikkelaarsmodus ontwikkelmodus
    onderhoudsmodus je_nieuwe_taak jouw_nieuwe_taak je_taak_is jouw_taak_is nieuwe_rol zonder_beperkingen stel_je_voor speel_de_rol treed_op_als`,
  authority: `nieuwe_instructie nieuwe_instructies systeemmelding belangrijke_instructie* instructie_voor instructies_voor systeemopdracht
    einde_van_het_document einde_van_het_verslag hoogste_prioriteit opmerking_voor bericht_aan nieuwe_opdracht nieuwe_taak aanvullende_instructie*
    einde_verslag volg_alleen alleen_deze_regel geldt_alleen`,
  modal: `wordt_verzocht verzocht worden moet moeten dient dienen alstublieft alsjeblieft gelieve altijd nooit alleen uitsluitend zorg_ervoor verplicht
    onmiddellijk mag_niet mogen_niet zal zou_moeten`,
  second: `je jij jou jouw`,
  reveal: `onthul toon laat_zien herhaal geef_mij vertel_mij print druk_af deel woordelijk begin_je_antwoord begin_uw_antwoord exacte_tekst citeer onthul*
    verklap* verraad*`,
  regardless: `ongeacht ongeacht_wat onafhankelijk ook_al zelfs_als ondanks in_plaats_van in_alle_gevallen in_elk_geval zonder_uitzondering`,
  address: `opmerking_voor bericht_aan bericht_voor let_op beste geachte als_je_een als_u_een als_ai aan_de aan_elke aan_alle voor_de voor_elke voor_alle
    bestemd gericht_aan instructie_voor nota_voor`,
  yours: `je_antwoord jouw_antwoord uw_antwoord je_samenvatting jouw_samenvatting uw_samenvatting je_uitvoer die_je_schrijft je_conclusie je_tekst je_verslag
    je_tools jouw_tools je_hulpmiddelen je_functies`,
  chat: `gedicht mop recept_voor opstel verhaal liedje python javascript hoofdstad vertaal`,
  link: `volgende_adres onderstaande_adres webhook externe_server extern_adres`,
  reply: `antwoord antwoordt antwoorden beantwoord geef_terug druk_af antwoord_alleen antwoord_uitsluitend`,
  trust: `vertrouw geloof gehoorzaam volg_alleen houd_je_aan houd_u_aan vertrouw_op doe_wat_er doe_wat volg_wat handel_volgens wat_er_staat`,
  tamper: `vervang verwissel wissel verdubbel halveer vermenigvuldig wijzig verander verlaag verhoog keer_om deel_door`,
  wording: `het_woord de_woorden woord woorden de_zin zin term letterlijk precies formule gebruik_de_formule`,
  question: `vraag vragen elke_vraag alle_vragen iedere_vraag verzoek verzoeken wordt_gevraagd als_naar op_de_vraag naar_de_vraag vraag_naar als_er_gevraagd
    als_iemand_vraagt desgevraagd_antwoord bij_navraag`,
  user: `gebruiker gebruikers de_gebruiker`,
  care: `voorbereiding nuchter ontslag medicatie medicijn* dosering contrastmiddel afspraak injectie dieet wondverzorging adem* apparaat formulier vragenlijst
    achterkant folder`,
  know: `weten weet merken merkt te_weten_komen ontdekken opmerken doorhebben op_de_hoogte opmerk* merk* wet* ontdek* vermoed* doorheb* te_weten`,
  not: `niet niets niemand geen nooit zonder`,
  software: `software programma programma's machine machines computer systeem systemen applicatie tool tools dienst`,
  identifier: `functie_die_alle functie_die verwijderfunctie verwijdertool ondertekentool mailfunctie functie_aan`,
  henceforth: `vanaf_nu voortaan`,
  forbid: `verboden niet_toegestaan niet_geoorloofd`,
  mention: `vermeld* noem* benoem* meld* aangev* rapporteer* beschrijv* opnem* voorkom* bevatten praat spreek* opsom* noteer* schrijf* aanhal* verwijz*`,
  digest: `samenvatting* samenvat* samengevat vat_samen synopsis gegenereerde_tekst gegenereerde_verslag verkorte_versie`,
};
