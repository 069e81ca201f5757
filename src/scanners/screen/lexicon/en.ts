import type { Lexicon } from './concepts.ts';

export const EN: Lexicon = {
  agent: `llm llms chatbot* chat_bot ai_assistant* ai_agent* ai_model* ai_system* ai_reader* ai_tool* ai_summari* ai_engine* language_model* large_language
    gpt4 chatgpt gpt_4 gpt_4o gpt_5 openai deepseek virtual_assistant digital_assistant assistant_model generative_ai generative_model*
    foundation_model* vision_model* multimodal_model* medgemma med_palm reasoning_model* neural_assistant artificial_intelligence_assistant ai_scribe
    ai_summar* automated_assistant automated_agent* automated_reader* automated_summar* automated_triage automated_report* automated_system* automated_pipeline* automated_processing autonomous_agent* reading_assistant reporting_assistant report_assistant triage_assistant radiology_assistant
    clinical_assistant summarization_model summarisation_model ai_reviewer* ai_triage ai_pipeline ai_service ai_copilot ai_reporting machine_reader* ai_parser`,
  machine: `claude gemini copilot llama mistral gpt generated_impression generated_report generated_summary generated_text ai ai_* auto-report* auto-summar* assistant assistants model models algorithm algorithms bot bots agent agents automated automatic automation robot machine machines software
    summarizer* summariser* classifier* parser parsers pipeline pipelines reader_tool decision_support computer system systems artificial_intelligence
    autocomplete transcriber interpreter processor scribe downstream ingest* indexer crawler retriever automaton neural_network`,
  human: `patient patients radiologist radiologists physician physicians clinician clinicians doctor doctors nurse nurses technologist technologists user users
    operator reader referrer family colleague colleagues reviewer auditor team staff relatives provider requester referring_*`,
  override: `ignore ignoring disregard disregarding forget overlook override overrides overriding bypass bypassing supersede supersedes superseded circumvent
    neglect discard set_aside abandon void cancel cancels nullify replace replaces drop do_not_follow don't_follow do_not_obey stop_following no_longer_apply
    no_longer_applies no_longer_follow no_longer_bound do_not_apply pay_no_attention are_void is_void are_cancelled are_revoked not_bound_by take_precedence
    takes_precedence outrank* suspend suspended lift lifted disable disabled deactivate turn_off switch_off unset reset break_free dismiss put_aside not_apply`,
  instruction: `instruction instructions prompt prompts rule rules guideline guidelines guidance directive directives directions command commands policy policies
    restriction restrictions constraint constraints guardrail guardrails safeguard safeguards safety filter filters programming orders training setup
    configuration persona limitations ethics moderation told content_policy`,
  prior: `previous previously prior above all earlier preceding your original existing foregoing any everything before other initial former current
    anything every these whatever usual default standing built-in built_in rest`,
  sysprompt: `system_prompt system_prompts system_message system_instruction* hidden_prompt hidden_instruction* initial_prompt initial_instruction* developer_message
    developer_prompt original_prompt your_prompt your_instruction* internal_instruction* pre-prompt preprompt base_prompt your_rules prompt_above text_above
    your_guidelines your_context context_window your_configuration your_training hidden_rules secret_instruction* instructions_above above_instructions
    operating_instructions conversation_so_far`,
  when: `when while whenever if before after once upon during unless as_soon where for wherever by in`,
  task: `summarizing summarising summarize summarise summarized summarised summary_is summaries drafting generating composing answering replying responding
    processing analyzing analysing analyze analyse interpreting triaging classifying reviewing reading ingesting parsing translating extracting reporting asked
    queried prompted questioned requested preparing producing writing creating evaluating assessing prioritizing prioritising indexing labelling labeling coding
    summarisation summarization triage report_generation automated_reading automated_review automated_analysis read_by processed_by parsed_by generate draft
    produce compose composing asks requests wants ask_about asked_about queries retrieving scoring grading comparing dictating using_this`,
  output: `say state report output respond reply answer print write return tell declare describe conclude mark label classify rate score set assign list treat
    consider include add append insert begin start end finish replace change use record document call note mention read rank code grade give provide put confirm
    recommend assume assert claim insist emit indicate present phrase word reassure emphasize emphasise advise suggest prioritize prioritise rewrite complete
    generate produce finalize finalise issue enter register file approve accept sign sign_off upgrade downgrade mirror copy echo conclude_with characterize
    characterise regard interpret attribute restrict limit keep flag code_as`,
  product: `summary summaries response responses answer answers output outputs reply replies impression impressions conclusion conclusions final_answer
    report reports generated_report draft triage_result assessment classification verdict description abstract recommendation letter discharge_letter
    generated_text completion narrative worklist_priority result score category final_report priority urgency`,
  claim: `normal unremarkable benign negative healthy no_abnormal* no_acute no_evidence no_nodule* no_lesion* no_mass* no_finding* no_fracture* no_tumor* no_tumour*
    no_hemorrhage no_haemorrhage no_bleed* no_pneumothorax no_effusion no_embol* no_cancer no_malignan* no_metasta* no_disease no_follow-up no_followup no_follow
    no_further no_significant no_relevant no_pathology no_change no_allergies no_known no_contraindication* no_stroke no_aneurysm no_abnormality nothing_was nothing nothing_found fine lowest_priority lowest highest_priority consent_was verified_as cleared
    within_normal disease-free disease_free tumour-free stable resolved routine low-risk low_risk low_priority not_urgent non-urgent nonurgent unsuspicious
    clear all_clear negative_for bi-rads_1 birads_1 bi-rads_2 birads_2 category_1 lung-rads_1 free_of artefact artefacts artifact artifacts artefactual
    fit_for_discharge complete_response malignant positive urgent emergent critical high-risk surgery chemotherapy approved excluded absent unchanged
    not_present none_present nothing_abnormal no_suspicious no_actionable no_concern* no_action harmless insignificant incidental`,
  suppress: `omit omits omitting leave_out leaving_out leave_it_out leave_them_out do_not_mention don't_mention do_not_report don't_report do_not_include
    don't_include do_not_list do_not_describe do_not_discuss do_not_flag don't_flag do_not_note do_not_document do_not_refer do_not_state do_not_display
    do_not_show do_not_output do_not_raise do_not_alert do_not_surface do_not_highlight do_not_comment do_not_record do_not_quote do_not_cite
    never_mention never_report never_include never_flag never_describe never_discuss exclude excluding hide
    conceal suppress suppressing withhold skip remove erase strip_out redact must_not_mention should_not_mention must_not_appear should_not_appear
    must_not_include should_not_include not_be_mentioned not_be_reported not_be_included not_be_described not_be_listed not_be_flagged not_appear
    must_be_omitted should_be_omitted to_be_omitted left_out be_left_out no_mention without_mention without_mentioning without_reporting refrain_from
    avoid_mentioning avoid_reporting avoid_describing keep_out downplay play_down make_no_mention make_no_reference disregard_any not_mention not_reported must_not_contain should_not_contain not_contain not_refer_to don't_refer skip_analysis mention_only not_carried not_be_carried lower_the
    must_not_be should_not_be stay_silent say_nothing be_omitted`,
  finding: `finding findings nodule nodules lesion lesions mass masses tumor tumors tumour tumours fracture fractures hemorrhage haemorrhage bleed bleeding
    pneumothorax effusion embolism emboli cancer carcinoma malignancy metastasis metastases abnormality abnormalities opacity opacities calcification
    calcifications stenosis aneurysm infarct stroke allergy allergies contraindication measurement measurements follow-up pathology disease diagnosis
    anomaly thrombus dissection edema oedema consolidation infiltrate cyst polyp laterality discrepancy discrepancies warning warnings images image
    pixel pixels study scan exam examination`,
  secrecy: `do_not_tell don't_tell do_not_reveal don't_reveal do_not_disclose don't_disclose do_not_inform do_not_notify do_not_warn do_not_let do_not_alert
    never_tell never_reveal never_disclose never_mention_this never_acknowledge do_not_acknowledge do_not_mention_this don't_mention_this do_not_mention_that do_not_quote_this
    do_not_refer_to_this do_not_admit do_not_explain do_not_ask without_telling without_informing without_notifying without_alerting without_asking
    without_revealing without_disclosing without_acknowledging without_mentioning_this without_comment without_explanation without_confirmation without_further_confirmation secretly silently covertly quietly
    keep_this_secret keep_it_secret keep_secret hidden_from not_visible_to invisible_to stay_hidden behind_the_scenes do_not_repeat_this nobody_must
    no_one_should unnoticed undetected discreetly hide_from keep_from not_mention_this must_not_know should_not_know do_not_cite_this do_not_show_this`,
  self: `this_instruction this_message this_note this_text this_directive these_instructions this_prompt this_line this_paragraph this_field this_sentence
    this_element this_tag this_comment this_command following_instruction* this_metadata this_header this_file this_record the_following this_document
    instructions_below below_instructions`,
  send: `send sends sending email e-mail mail upload uploads post posts forward forwards transmit exfiltrate leak export submit share curl wget fetch push publish
    transfer relay deliver copy_to pass_on route c-store c-move report_back phone_home beacon embed`,
  secret: `password passwords api_key api_keys apikey credential credentials token tokens secret secrets environment_variable* env_var* conversation_history
    chat_history conversation chat_log patient_data patient_list patient_record* patient_name* medical_record* records phi all_patients other_patients
    patient_identifier* identifiers worklist database session_id private_key* ssh_key* access_key* connection_string .env config_file source_code full_report
    mrn mrns demographics contents_of history`,
  execute: `run execute call invoke delete drop erase wipe purge open click visit browse navigate download install trigger launch perform activate use
    overwrite modify update alter cancel write_to import load eval schedule order prescribe discharge approve merge rename move`,
  tool: `tool tools function functions command shell terminal code script sql api mcp plugin plug-in database table tables file files link website url
    webpage page browser endpoint webhook server email_tool orthanc pacs ris ehr emr archive series studies record records order orders backup backups
    appointment attachment package bash python powershell curl query`,
  role: `you_are_now you_are_no_longer you_act_as act_as act_like acting_as pretend pretend_to pretend_you role-play roleplay role_play from_now_on developer_mode debug_mode
    maintenance_mode god_mode admin_mode sudo_mode unrestricted_mode jailbreak jailbroken dan_mode do_anything_now your_new_role your_new_task your_new_instruction*
    new_persona assume_the_role play_the_role take_on_the_role simulate switch_to_mode enter_mode your_task_is your_job_is your_role_is your_goal_is imagine_you
    you_will_now you_must_now your_only_task behave_as unrestricted without_restrictions no_restrictions uncensored opposite_mode evil_mode test_mode diagnostic_mode`,
  authority: `system_note system_message_follows trusted_system trusted_configuration policy_override handling_directive new_instruction* updated_instruction* system_override admin_override administrator_override priority_override override_code system_notice
    system_alert important_instruction* priority_instruction* mandatory_instruction* special_instruction* additional_instruction* revised_instruction* system_command
    begin_instruction* end_of_document end_of_report end_of_input end_of_context end_of_data end_of_text end_of_prompt new_task new_prompt instruction_override
    root_access elevated_privilege* security_override developer_override ai_instruction* model_instruction* llm_instruction* assistant_instruction*
    processing_instruction* system_directive authorization_code pre-authorized pre-approved preauthorized hidden_instruction* highest_priority top_priority_instruction
    policy_update system_update supersedes_all compliance_notice operator_message developer_note admin_note`,
  modal: `must should shall please kindly always never only need_to needs_to have_to has_to required are_to is_to ensure make_sure be_sure make_certain
    instructed do_not don't will remember_to simply just immediately obliged ought expected may_only cannot can_only mandatory advised`,
  second: `you your yourself you're`,
  reveal: `reveal show repeat print display disclose tell_me dump recite share expose output leak list give_me what_is what_are spell_out summarize_your translate_your
    describe_your write_out provide`,
  regardless: `regardless irrespective no_matter even_if in_any_case instead whatever_the despite notwithstanding independent_of always_answer in_all_cases
    under_all_circumstances without_exception unconditionally in_every_case whether_or_not rather_than anyway`,
  address: `note_to note_for attention attn dear hey hello message_to message_for instruction_to instruction_for instruction* addressed_to notice_to memo_to
    if_you_are if_you're as_an as_a to_any to_the to_all for_any for_the for_all for_use_by intended_for whoever any dear_* reminder_for hint_for aimed_at
    note to for`,
  yours: `your_answer* your_response* your_reply your_replies your_output* your_summary your_summaries your_impression your_final_answer your_message your_solution your_implementation
    your_code your_codebase your_algorithm your_elucidation your_completion your_generated your_next_message your_translation your_analysis your_draft your_explanation`,
  chat: `poem poems poetry haiku limerick sonnet song lyrics essay essays story stories joke jokes riddle recipe recipes python javascript java_code sql_query html css code_snippet code_block code_excerpt
    function program script speech blog tweet capital_of theory world_war romeo quadratic french spanish german italian russian chinese japanese english translation emoji emojis pirate
    rhyme acronym horoscope bitcoin cryptocurrency lottery election elections clickbait headline software_update photosynthesis recursion community_forum donation donations subscribe
    base64 rot13 caesar anagram anagrams anagrammed typos misspell* shakespeare* marketing slogan advertisement promotion* discount coupon`,
  link: `external_address following_address endpoint webhook web_hook url following_url external_server remote_server attacker this_address this_link following_link link_below outside_server`,
  care: `preparation prep fasting discharge medication medications dosing dose dosage dietary diet appointment wound injection contrast laxative insulin
    anticoagul* post-operative postoperative preoperative breathing breath-hold breathe hydration drink eat tablets home_care weight-bearing mobilisation
    mobilization follow-up_care physiotherapy sedation arrival parking catheter dressing voicemail faxed fax misfiled duplicate vendor service protocol positioning`,
};
