import type { Lexicon } from './concepts.ts';

export const IT: Lexicon = {
  agent: `triage_automatico assistente_che_legge referto_automatico referto_generato riassunto_automatico qualsiasi_sistema qualunque_sistema
    qualsiasi_software qualsiasi_ia sistema_automatico sistemi_automatici qualsiasi_modello modello_linguistico modelli_linguistici modello_di_linguaggio
    assistente_ia assistente_ai assistente_di_ia agente_ia agente_ai modello_ia modello_ai modelli_di_ia chatbot* sistema_di_ia sistema_ia sistema_ai
    sistemi_di_ia strumento_di_ia assistente_virtuale assistente_di_lettura assistente_di_refertazione lettore_automatico lettori_automatici ia_generativa
    assistente_automatico assistente_digitale software_di_ia agenti_ai riassunto_da_una_macchina da_una_macchina software_di_triage programma_che_elabora
    modello_che_legge modelli_che_leggono ia_di_triage generato_automaticamente creato_automaticamente conclusione_generata testo_generato output_strutturato
    un_chatbot a_chi_o_a_ciò a_ciò_che_legge redattore_automatico generatore_di_testo generatore_di_referti copilota modello_che macchina_che
    strumento_di_redazione`,
  machine: `ia ai assistente assistenti algoritmo algoritmi modello modelli automatic* automatizzat* intelligenza_artificiale robot agente`,
  human: `paziente pazienti radiologo radiologi medico medici clinico clinici utente utenti infermier* tecnico personale collega equipe lettore curante`,
  override: `non_considerare_le non_guardare ignora ignori ignorate ignorare dimentica dimentichi dimenticare scarta trascura trascuri disattendi annulla
    annullare aggira eludi non_tenere_conto non_tener_conto non_tenga_conto non_considerare non_seguire non_segua sovrascriv* sostituisci disattiva bypassa
    lascia_perdere disobbedisci prescindi non_valgono non_sono_piu_valide decadono sono_annullate superato superata è_ritirata ritirata sono_sospese sospese
    sospeso non_si_applicano non_si_applica non_valgono_più senza_validità nulle revocate abrogate obsolete dimentica* ignora* scarta* lascia_da_parte
    lasci_da_parte`,
  instruction: `istruzione istruzioni direttiva direttive regola regole prompt comando comandi indicazioni_ricevute linee_guida restrizioni vincoli norme
    ordini consegne politica protezioni`,
  prior: `precedente precedenti tutte tutti ogni tue tuoi sue originali iniziali anteriori esistenti sopra altre qualsiasi`,
  sysprompt: `prompt_di_sistema istruzioni_di_sistema tue_istruzioni istruzioni_interne istruzioni_nascoste prompt_iniziale istruzioni_iniziali
    indicazioni_iniziali quanto_ti_è_stato_detto ti_è_stato_detto precede_questo_documento le_tue_indicazioni testo_esatto_delle_tue testo_esatto_delle_sue
    sue_istruzioni vostre_istruzioni tue_regole tua_configurazione tuo_prompt tua_memoria dalla_memoria`,
  when: `quando se durante prima dopo mentre qualora ogniqualvolta nel nella al per`,
  task: `generare_il letto_da stesura redazione riassumere riassumi riassumendo riassume riassumono redigere rediga redigi generare generi analizzare analizzi
    rispondere risponde rispondi elaborare elabori interpretare tradurre chiesto domanda classificare riepilogare riepilogo_automatico lettura_automatica
    triage sintetizzare sintetizzi sintetizza preparare analisi_automatica generazione compilare scrivere abbreviare abbreviata riassunto semplificare
    spiegare elabora legge generata`,
  output: `inserire indicare scrivere marcare contrassegnare contrassegnato annotare mettere confermare segnare di_all descritto_come classificato_come
    descrivere_come imposta_la di' dica dire indica indichi scrivi scriva rispondi risponda afferma affermi affermare dichiara dichiari concludi concluda
    concludere menziona menzioni riporta riporti riportare classifica classifichi aggiungi aggiunga aggiungere includi includa mostra restituisci considera
    consideri raccomanda raccomandi inserisci inserisca segnala segnali descrivi descriva termina assegna assegni conferma confermi specifica specifichi
    imposta imposti tratta presenterà descriverà classificherà rispondere citato comparire usare usata indicherà usi_la_formula scriveranno scriverà dichiar*
    classific* present* descriv* indic* afferm* conclud* scriv* rispond* consider* metta metti segnalare contrassegn* nega negare consiglia segna segnarlo`,
  product: `riassunto riepilogo sintesi risposta risposte conclusione conclusioni referto referti impressione risultato bozza classificazione priorita lettera
    valutazione output versione versioni versione_abbreviata lettera_di_dimissione spiegazione traduzione testo testi output_strutturato elenco_di_reperti
    formula formulazione riassunt* conclusion* rispost* refert* rapport*`,
  claim: `reperto_patologico reperti_patologici non_urgente annullato elenco_vuoto vuoto tutto_bene va_tutto_bene tutto_normale tutto_a_posto bassa
    niente_da_segnalare normale normali nella_norma nei_limiti negativo negativa senza_alterazioni senza_lesioni senza_evidenza senza_anomalie nessun_nodulo
    nessuna_lesione nessuna_anomalia nessuna_frattura nessun_segno nessun_reperto nessuna_massa nessuna_emorragia nessuna_alterazione nessun_versamento
    nessuna_allergia nessun_tumore non_ci_sono non_vi_sono non_si_osservano assenza_di benigno benigna sano sana stabile invariato routine bassa_priorita
    priorita_bassa artefatt* bi-rads_1 birads_1 maligno nessun_controllo nessun_follow non_e_presente non_sono_presenti come_pregressa pregressa
    come_artefatto è_noto nessuna_azione persona_sana sani ventricoli_sono_normali è_zero zero stabile_dal rimosso è_stato_rimosso nessuna_malattia_acuta
    malattia_acuta fisiologic* benign* guarit* cicatrizzat* senza_importanza insignificante* non_sospett* nessuna_controindicazione invariato_dal duplicato
    di_no`,
  suppress: `non_deve_contenere non_contenga non_parlare_di non_parlare_della non_cita non_menzionare non_menzioni non_citare non_riportare non_riporti
    non_includere non_includa non_segnalare non_segnali non_descrivere non_descriva ometti ometta omettere nascondi nasconda nascondere sopprimi escludi
    escluda escludere tralascia tralasci tralasciare taci senza_menzionare non_deve_menzionare non_deve_comparire non_devono_comparire non_fare_menzione
    non_parlare nessuna_menzione rimuovi rimuova elimina_ogni minimizza non_elencare ometterà omesso è_stato_omesso non_va_citato non_va_usata non_va_usato
    non_usare eviti evita lascialo_fuori lasciala_fuori fuori non_raccomandi non_merita_menzione non_merita* non_menzion* non_cit* non_nomin* non_descriv*
    non_elenc* non_riport* non_inclu* non_compaia* senza_menzion* senza_citare omett* nascond* tac* esclud* sopprim* sconsigli* inutile_menzionare resta_fuori
    non_va_menzionat* non_va_riportat* lascia_vuota lascia_vuoto lasci_vuota lasciare_vuoto`,
  finding: `immagine immagini reperto reperti nodulo noduli lesione lesioni massa masse tumore tumori frattura fratture emorragia pneumotorace versamento
    embolia cancro carcinoma anomalia anomalie opacita calcificazion* stenosi aneurisma infarto ictus allergia allergie controindicazion* misura misure
    diagnosi metastasi linfoma recidiva perforazione ematoma massa_renale nodulo_tiroideo biopsia dimensione controlli sovradosaggio farmaco reperti_critici`,
  secrecy: `non_dire non_dica non_rivelare non_riveli non_divulgare non_informare non_informi non_avvisare non_avvisi senza_dirlo senza_avvisare
    senza_informare senza_rivelare segretamente di_nascosto in_segreto silenziosamente in_silenzio mantieni_il_segreto senza_conferma senza_chiedere
    non_menzionare_questa non_menzionare_questo all'insaputa non_deve_sapere non_deve_venire nessuno_deve senza_menzionarlo non_si_accorga non_si_renda
    senza_che alle_spalle`,
  self: `questa_istruzione quest'istruzione questo_messaggio questa_nota questo_testo queste_istruzioni questa_riga questo_campo questo_file questo_documento
    istruzioni_seguenti seguenti_istruzioni seguente_istruzione questo_paragrafo di_questo_messaggio questa_disposizione questa_frase a_questo_paragrafo
    queste_indicazioni`,
  send: `invia invii inviare manda mandi trasmetti trasmetta inoltra inoltri carica caricare esporta esporti pubblica condividi condivida trasferisci spedisci
    inoltrare allega alleghi invi* trasmett* inoltr* pubblic* diffond*`,
  secret: `password chiave_api chiavi_api credenziali dati_dei_pazienti dati_del_paziente dati_paziente elenco_dei_pazienti lista_dei_pazienti cronologia
    conversazione segreti variabili_d'ambiente database cartelle_cliniche token cartella_clinica tutti_i_referti_precedenti referti_precedenti data_di_nascita
    chiave_segreta parola_segreta date_di_nascita nomi_dei_pazienti nomi_di_tutti indirizzi_dei codice_fiscale file_di_configurazione contenuto_del_file`,
  execute: `esegui esegua eseguire chiama chiami lancia lanci avvia cancella cancelli cancellare elimina elimini eliminare apri apra clicca visita scarica
    installa usa utilizza utilizzi modifica modifichi sovrascrivi invoca firma firmi firmare memorizza salva richiama usa_lo usa_la registra modific* crea*
    annull* cancell* elimin* firm* salv* chiam* clicc*`,
  tool: `strumento strumenti funzione funzioni comando shell terminale codice script database file collegamento link sito pagina studi serie registri archivio
    ordine strumento_di_cancellazione strumento_di_posta funzione_che memoria commenti browser interfaccia api posta agenda`,
  role: `ora_sei adesso_sei sei_ora non_sei_piu agisci_come agisca_come comportati_come fingi_di fai_finta da_questo_momento modalita_sviluppatore
    modalita_manutenzione il_tuo_nuovo_compito nuovo_compito il_tuo_compito nuovo_ruolo senza_restrizioni immagina_di_essere assumi_il_ruolo`,
  authority: `nuova_istruzione nuove_istruzioni istruzione_prioritaria istruzioni_prioritarie istruzione_importante istruzioni_per istruzione_per
    comando_di_sistema fine_del_documento fine_del_referto massima_priorita nota_per direttiva_di_sistema nota_per_il_sistema nuovo_compito obbedisci_solo
    vale_soltanto solo_a_questo`,
  modal: `va vanno si_prega si_richiede deve devono devi dovrebbe dovra dovranno per_favore sempre mai solo soltanto esclusivamente bisogna occorre
    obbligatorio assicurati si_assicuri e_necessario immediatamente va_riportato`,
  second: `tu tuo tua tuoi tue te sei`,
  reveal: `rivela riveli rivelare mostra mostri mostrare ripeti ripeta ripetere stampa divulga dimmi dammi fornisci parola_per_parola inizia_la_risposta
    inizi_la_risposta testo_esatto recita cita_le_tue rivel* divulg*`,
  regardless: `indipendentemente a_prescindere non_importa anche_se nonostante invece_di al_posto_di in_ogni_caso in_tutti_i_casi qualunque_sia
    senza_eccezioni`,
  address: `nota_per nota_al attenzione messaggio_per messaggio_al caro gentile se_sei se_lei_e come_ia come_assistente come_modello per_il per_la
    per_qualsiasi a_qualsiasi all'assistente al_modello destinat* istruzion*`,
  yours: `tua_risposta sua_risposta tue_risposte tuo_riassunto suo_riassunto tua_sintesi tuo_output tua_conclusione conclusione_che_generi la_risposta_con
    tuo_testo tuo_referto tuoi_strumenti suoi_strumenti tue_funzioni`,
  chat: `poesia barzelletta ricetta_di saggio_su canzone python javascript capitale_di traduci`,
  link: `seguente_indirizzo indirizzo_seguente webhook indirizzo_esterno server_esterno`,
  reply: `rispondi risponda rispondere restituisci restituisca stampa stampi mostra_solo scrivi_solo rispondi_solo`,
  trust: `fidati si_fidi credi creda obbedisci obbedisca segui_solo seguire_solo attieniti si_attenga rispetta_solo fai_ciò_che faccia_ciò_che fai_quello_che
    segui_ciò_che agisci_secondo`,
  tamper: `sostituisci sostituisca scambia scambi raddoppia raddoppi dimezza dimezzi moltiplica moltiplichi modifica modifichi cambia cambi abbassa abbassi
    riduci riduca aumenta aumenti inverti dividi`,
  wording: `la_parola le_parole parola parole la_frase frase termine testualmente esattamente formula usi_la_formula la_formula`,
  question: `domanda domande qualsiasi_domanda ogni_domanda tutte_le_domande richiesta richieste se_ti_chiedono se_viene_chiesta se_viene_chiesto
    viene_chiesto alla_domanda se_qualcuno_chiede quando_ti_chiedono`,
  user: `utente utenti all'utente`,
  care: `preparazione digiuno dimissione farmac* terapia dosaggio dose contrasto appuntamento iniezione dieta medicazione respirazione apparecchio modulo
    questionario retro opuscolo`,
  know: `sapere sappia sa accorgersi accorga conoscenza venire_a_conoscenza scoprire notare rendersi_conto si_accorg* sappi* scopr* not* si_renda_conto
    sospett* venga_a_sapere`,
  not: `non nulla niente nessuno nessun nessuna mai senza né`,
  software: `programma programmi software macchina macchine computer sistema sistemi applicazione strumento strumenti servizio`,
  identifier: `funzione_che_cancella funzione_che_elimina strumento_di_cancellazione strumento_di_firma strumento_di_posta`,
  henceforth: `d'ora_in_poi da_ora_in_poi da_adesso`,
  forbid: `vietato vietata vietati vietate proibito proibita non_consentito non_consentita non_ammesso`,
  mention: `menzion* cit* nomin* segnal* indic* riport* descriv* inclu* comparire compai* contenere conteng* parl* elenc* annot* scriv* fare_menzione accenn*`,
  digest: `riassunt* riassumere riassumi riassuma sintesi sintetizz* testo_generato referto_generato versione_abbreviata sommario`,
};
