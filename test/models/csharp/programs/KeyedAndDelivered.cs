using System;
using System.IO;
using System.Threading.Tasks;
using Autofac;
using Confluent.Kafka;
using FellowOakDicom;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using Microsoft.SemanticKernel;
using OllamaSharp;
using OpenAI;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Triage;

/// <summary>Clients that a container hands out by key.</summary>
public static class Startup
{
    public static void Configure(IServiceCollection services)
    {
        services.AddKeyedChatClient("house", new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.1"));
        services.AddKeyedChatClient("cloud", new OpenAIClient("k").GetChatClient("gpt-4.1").AsIChatClient());
        services.AddSingleton<House>();
        services.AddSingleton<Cloud>();
    }
}

public class House([FromKeyedServices("house")] IChatClient chat)
{
    public Task<ChatResponse> Letter(DicomDataset data) => chat.GetResponseAsync($"A letter for {data.GetString(DicomTag.PatientName)}"); // <- untrusted-text-in-prompt
}

public class Cloud([FromKeyedServices("cloud")] IChatClient chat)
{
    public Task<ChatResponse> Letter(DicomDataset data) => chat.GetResponseAsync($"A letter for {data.GetString(DicomTag.PatientName)}"); // <- untrusted-text-in-prompt, phi-to-external-model
}

public interface IComments
{
    string Read(string path);
}

public class FromFile : IComments
{
    public string Read(string path) => DicomFile.Open(path).Dataset.GetString(DicomTag.ImageComments);
}

public class Fixed : IComments
{
    public string Read(string path) => "no comment";
}

public interface ITitles
{
    string Read(string path);
}

public class Titles : ITitles
{
    public string Read(string path) => DicomFile.Open(path).Dataset.GetString(DicomTag.StudyDescription);
}

/// <summary>The same with Autofac: by the interfaces of a class, and by name.</summary>
public static class Registrations
{
    public static void Configure(ContainerBuilder builder)
    {
        builder.RegisterType<Titles>().AsImplementedInterfaces().SingleInstance();
        builder.RegisterType<FromFile>().Named<IComments>("file");
        builder.RegisterType<Fixed>().Named<IComments>("fixed");
        builder.RegisterType<ByType>();
        builder.RegisterType<ByName>();
    }
}

public class ByType(ITitles titles, IChatClient chat)
{
    public Task<ChatResponse> Ask(string path) => chat.GetResponseAsync(titles.Read(path)); // <- untrusted-text-in-prompt
}

public class ByName(IComponentContext context, IChatClient chat)
{
    public Task<ChatResponse> Ask(string path) => chat.GetResponseAsync(context.ResolveNamed<IComments>("file").Read(path)); // <- untrusted-text-in-prompt

    public Task<ChatResponse> AskFixed(string path) => chat.GetResponseAsync(context.ResolveNamed<IComments>("fixed").Read(path));
}

/// <summary>What brokers deliver.</summary>
public class Deliveries(IChatClient chat)
{
    public async Task Rabbit(IChannel channel)
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (sender, delivery) =>
        {
            await chat.GetResponseAsync(System.Text.Encoding.UTF8.GetString(delivery.Body.ToArray())); // <- untrusted-text-in-prompt
            await chat.GetResponseAsync($"Delivery {delivery.DeliveryTag} of {delivery.Body.Length} bytes");
        };
        await channel.BasicConsumeAsync("reports", true, consumer);
    }

    public void Older(IModel channel)
    {
        var consumer = new EventingBasicConsumer(channel);
        consumer.Received += OnReceived;
        channel.BasicConsume("reports", true, consumer);
    }

    private void OnReceived(object? sender, BasicDeliverEventArgs delivery) => chat.GetResponseAsync(System.Text.Encoding.UTF8.GetString(delivery.Body.Span)); // <- untrusted-text-in-prompt

    public async Task Kafka(ConsumerConfig config)
    {
        using var consumer = new ConsumerBuilder<string, string>(config).Build();
        consumer.Subscribe("reports");
        var result = consumer.Consume();
        await chat.GetResponseAsync(result.Message.Value); // <- untrusted-text-in-prompt
        await chat.GetResponseAsync($"Offset {result.Offset.Value} of partition {result.Partition.Value}");
    }
}

/// <summary>What is loaded from a file of ML.NET is a model: no text of who chose the file.</summary>
public class Classifier(IChatClient chat)
{
    public Task<ChatResponse> Load(DicomDataset data)
    {
        var ml = new MLContext();
        var model = ml.Model.Load(data.GetString(DicomTag.ImageComments), out _);
        return chat.GetResponseAsync($"Loaded {model}");
    }
}

/// <summary>A plug-in that is made of single functions.</summary>
public class Plugins
{
    private static string Drop(string name)
    {
        File.Delete(Path.Combine("/inbox", Path.GetFileName(name)));
        return "dropped";
    }

    private static bool Exists(string name) => File.Exists(Path.Combine("/inbox", Path.GetFileName(name)));

    public async Task Ask(Kernel kernel, DicomDataset data)
    {
        var drop = KernelFunctionFactory.CreateFromMethod(Drop, "drop");
        var exists = KernelFunctionFactory.CreateFromMethod(Exists, "exists");
        kernel.Plugins.Add(KernelPluginFactory.CreateFromFunctions("inbox", [drop, exists])); // <- overprivileged-tool
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        await kernel.InvokePromptAsync(data.GetString(DicomTag.ImageComments), new KernelArguments(settings)); // <- untrusted-text-in-prompt
    }

    public async Task AskOnly(Kernel kernel, DicomDataset data)
    {
        var exists = KernelFunctionFactory.CreateFromMethod(Exists, "exists");
        kernel.Plugins.Add(KernelPluginFactory.CreateFromFunctions("inbox", "files of the inbox", [exists]));
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        await kernel.InvokePromptAsync(data.GetString(DicomTag.ImageComments), new KernelArguments(settings)); // <- untrusted-text-in-prompt
    }
}
