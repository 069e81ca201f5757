using System.Net;
using System.Text;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.AI;

namespace Triage;

/// <summary>Addresses that a service listens on.</summary>
public static class Listening
{
    public static void Any()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Any, 5000);
            options.Listen(IPAddress.Loopback, 5001);
        });
        var app = builder.Build();
        app.MapPost("/ask", async (IChatClient chat, string question) => (await chat.GetResponseAsync(question)).Text);
        app.Run(); // <- unauthenticated-model-endpoint
    }

    public static void AnyV6()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.IPv6Any, 5000);
        });
        var app = builder.Build();
        app.MapPost("/ask", async (IChatClient chat, string question) => (await chat.GetResponseAsync(question)).Text);
        app.Run(); // <- unauthenticated-model-endpoint
    }

    public static void Parsed()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Parse("0.0.0.0"), 5000);
        });
        var app = builder.Build();
        app.MapPost("/ask", async (IChatClient chat, string question) => (await chat.GetResponseAsync(question)).Text);
        app.Run(); // <- unauthenticated-model-endpoint
    }

    public static void Here()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 5000);
            options.Listen(IPAddress.IPv6Loopback, 5000);
            options.Listen(IPAddress.Parse("127.0.0.1"), 5000);
        });
        var app = builder.Build();
        app.MapPost("/ask", async (IChatClient chat, string question) => (await chat.GetResponseAsync(question)).Text);
        app.Run();
    }

    public static void Configured(IWebHostBuilder web, IChatClient chat)
    {
        web.Configure(app => app.Run(async context => await context.Response.WriteAsync((await chat.GetResponseAsync(context.Request.Query["question"])).Text)));
        web.UseUrls("http://0.0.0.0:5000"); // <- unauthenticated-model-endpoint
        web.UseUrls("http://localhost:5000");
        web.ConfigureKestrel(options => options.ListenAnyIP(5001)); // <- unauthenticated-model-endpoint
        web.ConfigureKestrel(options => options.Listen(IPAddress.Any, 5002)); // <- unauthenticated-model-endpoint
        web.ConfigureKestrel(options => options.ListenLocalhost(5003));
    }

    public static async Task Older(IChatClient chat)
    {
        var listener = new HttpListener();
        listener.Prefixes.Add("http://+:8080/");
        listener.Prefixes.Add("http://localhost:8080/");
        listener.Start(); // <- unauthenticated-model-endpoint
        while (true)
        {
            var context = await listener.GetContextAsync();
            var answer = await chat.GetResponseAsync(context.Request.QueryString["question"]);
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Text));
        }
    }
}
