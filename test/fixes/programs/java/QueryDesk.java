package org.example.desk;

import dev.langchain4j.model.chat.ChatModel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

class QueryDesk {
    private final ChatModel model;
    private final Connection database;
    private final JdbcTemplate template;

    QueryDesk(ChatModel model, Connection database, JdbcTemplate template) {
        this.model = model;
        this.database = database;
        this.template = template;
    }

    int count(String question) throws SQLException {
        String modality = model.chat(question);
        try (Statement statement = database.createStatement()) {
            ResultSet rows = statement.executeQuery(
                    "SELECT COUNT(*) FROM studies "
                            + "WHERE modality = '" + modality + "'");
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    List<Map<String, Object>> find(String question) {
        String name = model.chat(question);
        return template.queryForList("SELECT * FROM studies WHERE title LIKE '" + name + "' LIMIT 10");
    }

    void rename(long id, String question) throws SQLException {
        String title = model.chat(question);
        Statement statement = database.createStatement();
        statement.executeUpdate("UPDATE studies SET title = '" + title + "' WHERE id = " + id);
        statement.close();
    }
}
