package org.example.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.ai.chat.client.ChatClient;

public class Page extends HttpServlet {
    private final transient ChatClient chat;

    public Page(ChatClient chat) {
        this.chat = chat;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String persona = request.getParameter("persona");
        String answer = chat.prompt()
                .system("Speak as " + persona)
                .user("Write a letter.")
                .call()
                .content();
        response.setContentType("text/html");
        response.getWriter().println("<article>" + answer + "</article>");
    }
}
