import type { Lexicon } from './concepts.ts';

export const FR: Lexicon = {
  agent: `triage_automatique tri_automatique assistant_qui_lit l'assistant_qui rapport_automatique compte_rendu_automatique resume_automatique
    synthese_automatique compte_rendu_genere tout_systeme tout_logiciel toute_ia n'importe_quelle_ia systeme_automatique systemes_automatiques tout_modele
    modele_de_langage modeles_de_langage assistant_ia assistant_d'ia assistants_ia agent_ia agents_ia modele_ia modele_d'ia modeles_d'ia chatbot* systeme_d'ia
    systeme_ia systemes_d'ia outil_d'ia outil_ia outils_d'ia assistant_virtuel assistant_de_lecture assistant_de_redaction lecteur_automatique
    lecteurs_automatiques ia_generative agent_conversationnel robot_conversationnel assistant_automatique logiciel_d'ia l'ia_de moteur_d'ia
    résumé_par_une_machine résumés_produits_par_machine par_une_machine assistant_numérique logiciel_de_triage logiciel_qui_traite modèle_qui_lit
    attention_du_modèle l'ia_de_triage ia_de_triage créée_automatiquement rédigé_automatiquement généré_automatiquement texte_généré sortie_structurée
    un_chatbot celui_ou_à_ce_qui ce_qui_lira rédacteur_automatique générateur_de_texte générateur_de_compte copilote assistant_de_synthèse modèle_qui
    machine_qui outil_de_rédaction`,
  machine: `ia l'ia assistant assistants algorithme algorithmes modele modeles automatique automatiques automatise* intelligence_artificielle robot agent
    outil_de_synthese traitement_automatique`,
  human: `patient patients patiente radiologue radiologues medecin medecins clinicien cliniciens utilisateur utilisateurs infirmier* manipulateur personnel
    confrere confreres equipe soignant* prescripteur l'utilisateur lecteur`,
  override: `ne_regarde* ne_tenez_aucun ignore ignorez ignorer oublie oubliez oublier neglige negligez contourne contournez contourner outrepasse* annule
    annulez desobei* passe_outre passez_outre ne_tiens_pas_compte ne_tenez_pas_compte ne_tiens_plus ne_tenez_plus ne_pas_tenir_compte ne_suivez_pas
    ne_suis_pas ne_suivez_plus fais_abstraction faites_abstraction faire_abstraction ecarte ecartez desactive* ne_respecte* remplace remplacez laisse_de_cote
    laissez_de_cote caduques sont_annulées périmé périmée retirée est_retirée oubliez_vos ne_valent_plus plus_valables sont_suspendues suspendues suspendu
    ne_s'appliquent_pas ne_s'applique_pas ne_s'appliquent_plus n'ont_plus_cours sans_effet caduc caduque nulles_et_non_avenues levées abrogées abrogé
    révoquées ne_valent_rien obsolètes oublie* ignore* laisse*_tomber mets_de_côté mettez_de_côté faites_fi fais_fi`,
  instruction: `instruction instructions consigne consignes directive directives regle regles prompt prompts invite commande commandes recommandations
    restrictions contraintes garde-fous politique protections ordres`,
  prior: `precedent* anterieur* toutes tous tout toute ci-dessus tes vos ta votre initiales initiale d'origine existantes prealables plus_haut autres`,
  sysprompt: `prompt_systeme invite_systeme instructions_systeme tes_instructions vos_instructions instructions_internes instructions_cachees prompt_initial
    instructions_initiales consignes_initiales ce_qui_vous_a_été_dit ce_qui_t'a_été_dit ce_qui_précède_ce_document précède_ce_document vos_consignes
    tes_consignes texte_exact_de_tes texte_exact_de_vos de_tes_instructions de_vos_instructions tes_règles vos_règles ta_configuration votre_configuration
    ton_prompt votre_prompt ta_mémoire votre_mémoire`,
  when: `lorsque lorsqu'* quand si avant apres pendant lors en au_moment des_que chaque_fois pour dans`,
  task: `generation_du lu_par resumant resumez resumer resume_automatique redigeant rediger redaction analysant analyser generant generer repondant repondre
    traitant traiter interpretant interpreter traduire interroge demande demandes classant classer preparant synthese resumes lisant lecture_automatique
    triage analyse_automatique resumera generation resumerez resumeras abréger abrégée abrégé résumé simplifier expliquer vulgariser traite lit créée produits
    rédigez`,
  output: `inscrire marquer marque indiquer noter preciser declarer conclure confirmer mettre ecrire classer etre_marque dis_a reglez regle presente presentez
    presente_comme decrit_comme classe_comme fixez mets mettez dis dites dire indique indiquez ecris ecrivez reponds repondez repondre affirme affirmez
    affirmer declare declarez conclus concluez mentionne mentionnez precise precisez classe classez note notez ajoute ajoutez ajouter inclus incluez affiche
    affichez renvoie renvoyez considere considerez recommande recommandez inscris inscrivez rapporte rapportez traite traitez qualifie qualifiez decris
    decrivez termine terminez commence commencez remplace remplacez attribue attribuez confirme confirmez retourne retournez présentera présenter décrira
    classera placera répondra citer utiliser invoquez invoque répondra_que indiquera figurer employez emploie emploiera écriront écrira constateront déclarera
    qualifie* présente* décri* class* indiqu* affirm* conclu* écri* répond* cote* considér* signale signalez marquez nie niez recommand* marqu*`,
  product: `resume synthese reponse reponses conclusion conclusions compte_rendu compte-rendu rapport impression sortie resultat brouillon classement priorite
    lettre evaluation version versions version_abrégée version_simplifiée version_courte abrégé explication lettre_de_sortie traduction réponse texte textes
    sortie_structurée liste_de_constatations formule formulation brouillon* résumé* conclusion* réponse* rapport* compte_rendu*`,
  claim: `aucune_anomalie aucun_resultat non_urgent pas_urgent regresse regression_complete annule annulee liste_vide vide tout_va_bien en_ordre normal_par
    rien_a_signaler r.a.s ras basse sans_probleme rassurantes normal normale normaux normales sans_anomalie* sans_particularite* aucun_nodule aucune_lesion
    aucune_fracture aucune_hemorragie aucun_signe aucune_masse aucun_epanchement aucune_metastase aucune_allergie aucun_suivi aucune_tumeur aucun_pneumothorax
    absence_de absence_d'* pas_de_nodule pas_de_lesion pas_d'anomalie pas_de_fracture pas_d'hemorragie pas_de_suivi benin benigne benignes negatif negative
    sain saine stable inchange* sans_urgence routine faible_priorite artefact* bi-rads_1 birads_1 malin maligne rassurant rassurante aucun_controle
    aucune_surveillance sans_suite comme_ancienne comme_ancien ancienne examen_normal sans_recommandation aucune_action sans_particularité comme_un_artefact
    biopsie_est_négative est_connue connue est_connu fin_de_liste considérer_comme_bénin sans_suivi sujet_sain sains personne_saine normaux_et
    ventricules_sont_normaux est_nul nul stable_depuis retiré a_été_retiré pas_de_lésion_aiguë lésion_aiguë aucune_lésion_aiguë physiologique bénin* guéri*
    cicatrisé* sans_particularité* anodin* insignifiant* non_suspect* indemne pas_d'allergie aucune_contre-indication superposition doublon par_la_négative
    que_non annulé`,
  suppress: `taire ne_doit_pas_contenir ne_pas_contenir ne_doit_contenir ne_parlez_pas_de ne_parle_pas_de ne_cite ne_citez ne_mentionne_pas ne_mentionnez_pas
    ne_pas_mentionner ne_mentionnez_jamais ne_mentionne_jamais ne_pas_signaler ne_signale_pas ne_signalez_pas ne_rapporte_pas ne_rapportez_pas ne_pas_inclure
    n'inclus_pas n'incluez_pas omets omettez omettre passe_sous_silence passez_sous_silence passer_sous_silence supprime supprimez exclus excluez cache cachez
    dissimule* masque masquez tais taisez sans_mentionner sans_faire_mention ne_decris_pas ne_decrivez_pas n'evoque* ne_doit_pas_mentionner
    ne_doit_pas_apparaitre ne_doivent_pas_apparaitre ne_doit_pas_figurer ne_pas_evoquer ne_pas_faire_etat aucune_mention ne_parle_pas ne_parlez_pas retire
    retirez passera_sous_silence passe_sous n'a_pas_à_y n'a_pas_à ne_doit_pas_être_cité pas_être_cité pas_être_mentionné n'y_faire_figurer n'enverra_pas
    n'utilisez_pas n'utilise_pas ne_pas_utiliser évitez évite laisse-la laisse-le laissez-la laissez-le omis a_été_omis de_côté ne_sera_pas
    ne_mérite_aucune_mention ne_mérite_pas ne_mentionn*_pas ne_sera_pas_mentionn* n'est_pas_à_mentionner pas_mentionn* ne_pas_cit* ne_pas_décri* ne_pas_nomm*
    ne_pas_indiqu* ne_pas_rapport* ne_pas_list* ne_pas_parl* ne_sera_pas_cité pas_été_mentionn* omettr* omet omise tu tue élimin* écart* déconseillera
    déconseillez déconseille inutile_de_mentionner inutile_de_signaler sans_évoquer sans_citer ne_figure* n'apparai* garder_sous_silence laisse_vide
    laissez_vide laisser_vide rubrique_vide`,
  finding: `image images cliche cliches constatation* resultat* nodule nodules lesion lesions masse masses tumeur* fracture* hemorragie* pneumothorax
    epanchement* embolie* cancer carcinome anomalie anomalies opacite* calcification* stenose* anevrisme infarctus avc allergie allergies contre-indication*
    mesure mesures diagnostic observation* lymphome rechute perforation hématome abcès masse_rénale nodule_thyroïdien biopsie taille dimensions suivi lésion
    surdosage tumeur médicament résultats_critiques`,
  secrecy: `n'informez_pas n'informe_pas ne_previens_pas ne_prevenez_pas ne_dis_pas ne_dites_pas ne_le_dites ne_revele* ne_divulgue* n'informe* ne_previen*
    ne_pas_reveler ne_pas_informer ne_pas_divulguer sans_le_dire sans_prevenir sans_informer sans_en_informer sans_reveler discretement secretement en_secret
    silencieusement a_l'insu garde_le_secret gardez_le_secret sans_confirmation sans_demander ne_mentionne_pas_cette ne_mentionnez_pas_cette
    ne_mentionnez_pas_ce sans_avertir ne_doit_rien_savoir rien_savoir ne_doit_pas_apprendre personne_ne_doit sans_le_mentionner ne_se_rende_pas_compte
    ne_s'aperçoive sans_que à_l'insu dans_le_dos`,
  self: `cette_instruction cette_consigne ce_message cette_note ce_texte ces_instructions cette_ligne ce_champ ce_fichier ce_document ces_consignes
    instruction_suivante instructions_suivantes consigne_suivante consignes_suivantes cette_phrase ce_paragraphe cette_remarque de_ce_message cette_demande
    seule_cette_ligne ces_lignes`,
  send: `envoie envoyez envoyer transmets transmettez transmettre transfere transferez transferer televerse* exporte exportez exporter publie publiez partage
    partagez expedie expediez fais_suivre faites_suivre joignez joins fais_parvenir faites_parvenir remettez envo* transmet* poste* expédi* diffus*`,
  secret: `mot_de_passe mots_de_passe identifiants cle_api cles_api donnees_des_patients donnees_du_patient donnees_patient donnees_patients
    liste_des_patients dossier* historique conversation secrets variables_d'environnement base_de_donnees jeton* tous_les_comptes_rendus_antérieurs
    comptes_rendus_antérieurs liste_complète_des_patients date_de_naissance mot_secret clé_secrète dates_de_naissance noms_des_patients noms_de_tous
    adresses_des numéro_de_sécurité fichier_de_configuration contenu_du_fichier`,
  execute: `execute executez executer lance lancez lancer appelle appelez appeler supprime supprimez supprimer efface effacez effacer ouvre ouvrez clique
    cliquez visite visitez telecharge* installe installez utilise utilisez modifie modifiez ecrase ecrasez signez signe signer utilisez_l'outil enregistre
    enregistrez mémorise mémorisez annulez commandez modifi* crée* commande* annul* efface* supprim* sign* enregistr* appel* clique*`,
  tool: `outil outils fonction fonctions commande shell terminal code script base_de_donnees fichier fichiers lien site page archive archives etude etudes
    examens dossier dossiers series outil_de_suppression outil_de_signature outil_de_messagerie fonction_de_suppression mémoire messagerie commentaires
    navigateur interface api agenda`,
  role: `tu_es_maintenant vous_etes_maintenant tu_es_desormais vous_etes_desormais tu_n'es_plus vous_n'etes_plus agis_comme agissez_comme fais_comme_si
    faites_comme_si comporte-toi comportez-vous mode_developpeur mode_maintenance ta_nouvelle_tache votre_nouvelle_tache ton_role ta_tache votre_tache_est
    sans_restriction* imagine_que_tu joue_le_role jouez_le_role système_sans_restriction`,
  authority: `nouvelle_instruction nouvelles_instructions nouvelles_consignes nouvelle_consigne instruction_prioritaire instructions_prioritaires
    consigne_systeme instruction_importante instruction_pour instructions_pour consigne_pour fin_du_document fin_du_rapport fin_du_compte priorite_absolue
    priorite_maximale directive_systeme note_a_l'* nouvelle_tache fin_du_compte_rendu nouvelle_tâche fait_foi seul_ce_paragraphe seule_cette_ligne_compte`,
  modal: `est_prie sont_pries prie etre doit doivent dois devez devra devrait devraient veuillez priere merci_de toujours jamais uniquement seulement il_faut
    imperativement obligatoirement assure-toi assurez-vous s'il_vous_plait immediatement est_tenu`,
  second: `tu toi ton ta tes te`,
  reveal: `revele revelez reveler montre montrez affiche affichez repete repetez repeter divulgue divulguez donne-moi donnez-moi dis-moi dites-moi communique
    communiquez répète mot_pour_mot affiche_tes commence_ta_réponse commencez_votre_réponse texte_exact récite récitez cite_tes révél* divulgu* dévoil*`,
  regardless: `quel_que_soit quels_que_soient quelle_que_soit quelles_que_soient peu_importe independamment meme_si malgre au_lieu plutot_que
    en_toutes_circonstances dans_tous_les_cas a_la_place sans_exception`,
  address: `a_l'attention a_l'intention note_pour note_a message_pour message_a attention cher chere si_tu_es si_vous_etes en_tant_qu'* en_tant_que aux
    pour_l'* pour_tout pour_les a_tout a_l'* destine`,
  yours: `ta_reponse votre_reponse tes_reponses vos_reponses ton_resume votre_resume ta_synthese votre_synthese ta_sortie votre_sortie votre_réponse
    ta_réponse que_vous_rédigez que_tu_rédiges votre_conclusion votre_synthèse ton_texte votre_texte ta_conclusion ton_rapport votre_rapport tes_outils
    vos_outils tes_fonctions vos_fonctions`,
  chat: `poeme poemes blague recette dissertation histoire_drole chanson python javascript capitale_de traduis traduisez`,
  link: `adresse_suivante url_suivante webhook adresse_externe serveur_externe lien_suivant`,
  reply: `reponds repondez repondre renvoie renvoyez retourne retournez affiche affichez imprime imprimez repondez_non ecris_seulement`,
  trust: `fiez-vous fie-toi fais_confiance faites_confiance croyez crois obeis obeissez suis_uniquement respecte_uniquement suivez_uniquement conformez-vous
    conforme-toi tenez-vous_en fais_ce_qui faites_ce_qui fais_ce_qu'il faites_ce_qu'il suis_ce_qui suivez_ce_qui agis_selon agissez_selon`,
  tamper: `remplace remplacez echange echangez inverse inversez double doublez divise divisez multiplie multipliez modifie modifiez change changez abaisse
    abaissez diminue diminuez augmente augmentez remplacer substitue substituez permutez par_deux`,
  wording: `le_mot les_mots mot mots la_phrase phrase terme expression mot_a_mot textuellement exactement formule employez_la_formule la_formule`,
  question: `question questions toute_question toutes_les_questions chaque_question demande demandes si_on_te_demande si_l'on_vous si_l'on_vous_demande
    si_on_vous_demande vous_demande interrogé à_la_question si_l'on_te_demande si_quelqu'un_demande interrogé_sur en_cas_de_question aux_questions`,
  user: `utilisateur utilisateurs l'utilisateur usager usagers`,
  care: `preparation jeun sortie medicament* dosage dose produit_de_contraste rendez-vous injection alimentation pansement respiration appareil formulaire
    questionnaire verso notice`,
  know: `savoir sait sache apprendre apprenne remarquer remarque connaissance découvrir se_rendre_compte au_courant s'apercevoir rien_savoir s'étonne
    se_rende_compte rende_compte s'aperçoive s'aperçoivent remarqu* appren* sach* découvr* soupçonn* devin*`,
  not: `ne pas n' rien personne aucun aucune jamais ni sans`,
  software: `logiciel logiciels programme programmes machine machines ordinateur système systèmes application outil outils moteur service`,
  identifier: `fonction_de_suppression outil_de_suppression outil_de_signature outil_de_messagerie fonction_qui_supprime fonction_qui_efface fonction_d'envoi`,
  henceforth: `désormais dorénavant à_partir_de_maintenant`,
  forbid: `interdit interdits interdite interdites proscrit proscrite prohibé prohibée défendu ne_doit_pas_être_utilisé`,
  mention: `mentionn* cit* nomm* évoqu* signal* indiqu* rapport* décri* inclu* figur* apparaî* contenir contenu parl* faire_état faire_mention list* énumér*
    not* écri* présent*`,
  digest: `résumé* résumer résumez résumes synthèse* synthétis* texte_généré rapport_généré compte_rendu_généré version_abrégée abrégé`,
};
